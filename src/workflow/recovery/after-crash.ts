import { asFailure, isDatabaseAway } from '../../model/failure.ts';
import type { HostStep, Steer } from '../../model/rollout.ts';
import { kept } from '../../text/say.ts';
import { type At, tell } from '../at.ts';
import { isTaken, LeftAlone } from '../claims.ts';
import { keepOut } from '../keep-out.ts';
import { type Settled, type StepEnd, stopped } from '../steps/step.ts';
import type { Tools } from '../tools.ts';
import { leaveOut } from './leave-out.ts';
import { putBack } from './put-back.ts';
import { lastPosed, type New, type Posed, posing, verdictOn } from './question.ts';

/**
 * Runs the step, unless a person was asked about the host after a crash: then when they say so, or what they want in its
 * place. All of it is within the engine's step, and run again after another crash it finds the same question and answer.
 */
export async function afterCrash(
  tools: Tools,
  at: At,
  step: HostStep,
  goOn: () => Promise<StepEnd>,
): Promise<StepEnd | Settled> {
  for (;;) {
    const posed = await lastPosed(tools, at);
    if (posed === undefined) return goOn();
    const wish = await answered(tools, at, posed);
    if (wish === 'lost') {
      await pose(tools, at, posed.question);
      continue;
    }
    if (wish === 'taken' || wish.verb === 'continue') {
      await isOn(tools, at, step, posed);
      return goOn();
    }
    if (wish.verb === 'keep-out') return leaveOut(tools, at, wish.person);
    if (wish.verb !== 'verify') return stopped;
    const end = await triedPutBack(tools, at, step, { ...posed, person: wish.person });
    if (end.is !== 'failed' || end.kind === 'lost-lock') return end;
    await askAgain(tools, at, wish, end.reason);
  }
}

/**
 * Waits for the answer. Meanwhile the host is kept out as while it asks anything else, unless somebody changed it. `lost`: a
 * process that was taken for dead has recorded something of the host since, so that it is not seen to ask any more.
 */
async function answered(tools: Tools, at: At, posed: Posed): Promise<Steer | 'taken' | 'lost'> {
  const { steers, changes, rollouts } = tools.store;
  const look = async () => verdictOn(posed, await steers.of(at.rollout));
  const wait = () =>
    changes.until(at.rollout, async () => {
      const wish = (await isTaken(tools, at)) ? ('taken' as const) : await look();
      const { outcome } = await rollouts.host(at.rollout, at.host);
      return wish ?? (outcome === 'asking' ? undefined : ('lost' as const));
    });
  const now = await look();
  if (now) return now;
  return posed.question.untouched ? wait() : keepOut(tools, at, wait);
}

/** The host is under way again, and asks no more. */
const isOn = (tools: Tools, at: At, step: HostStep, { n }: Posed): Promise<boolean> =>
  tell(tools, at, `recovery/${n}/on`, { type: 'step', host: at.host, step, attempt: at.attempt });

async function triedPutBack(
  tools: Tools,
  at: At,
  step: HostStep,
  asked: Posed & { readonly person: string },
): Promise<StepEnd | Settled> {
  try {
    return await putBack(tools, at, step, asked);
  } catch (error) {
    if (isDatabaseAway(error) || error instanceof LeftAlone) throw error;
    const { kind, message } = asFailure(error, at.host);
    return { is: 'failed', kind, reason: message };
  }
}

/** It can't be given back so: a person decides once more, and no policy. Its job was ended, so that it can't go on. */
const askAgain = (tools: Tools, at: At, { n: after }: Steer, reason: string): Promise<void> =>
  pose(tools, at, { text: kept`${reason}; it stays out`, after, answers: ['verify', 'keep-out'] });

const pose = async (tools: Tools, at: At, question: New): Promise<void> =>
  tools.store.journal.recordAll([await posing(tools, at, question)]);
