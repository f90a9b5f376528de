import { asFailure, isDatabaseAway } from '../model/failure.ts';
import type { HostStep } from '../model/rollout.ts';
import { type At, tell } from './at.ts';
import { LeftAlone } from './claims.ts';
import { keepOut } from './keep-out.ts';
import { afterCrash } from './recovery/after-crash.ts';
import { awaitConnections } from './steps/await-connections.ts';
import { deploy } from './steps/deploy.ts';
import { drain } from './steps/drain.ts';
import { restore } from './steps/restore.ts';
import { snapshot } from './steps/snapshot.ts';
import type { Settled, Step, StepEnd } from './steps/step.ts';
import { verify } from './steps/verify.ts';
import { verifyInPool } from './steps/verify-in-pool.ts';
import type { Tools } from './tools.ts';

const steps: Record<HostStep, Step> = {
  snapshot,
  drain,
  'await-connections': awaitConnections,
  deploy,
  verify,
  restore,
  'verify-in-pool': verifyInPool,
};

/** While these run, the members are watched: a balancer that forgets the drain is told again. */
const keptOut: readonly HostStep[] = ['deploy', 'verify'];

/** Runs one step, as a person decided where they were asked after a crash; whatever goes wrong in it comes out as data. */
export async function attempt(tools: Tools, at: At, step: HostStep): Promise<StepEnd | Settled> {
  try {
    return await afterCrash(tools, at, step, () => run(tools, at, step));
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    if (error instanceof LeftAlone) return { is: 'yielded', reason: error.message };
    const { kind, message } = asFailure(error, at.host);
    return { is: 'failed', kind, reason: message, ...(kind === 'disputed' && { asks: true }) };
  }
}

async function run(tools: Tools, at: At, step: HostStep): Promise<StepEnd> {
  const { host, attempt } = at;
  await tell(tools, at, `step/${step}`, { type: 'step', host, step, attempt });
  const end = await (keptOut.includes(step)
    ? keepOut(tools, at, () => steps[step](tools, at))
    : steps[step](tools, at));
  if (end.is === 'ok' && end.detail !== undefined)
    await tell(tools, at, `detail/${step}`, { type: 'note', host, text: `${host}: ${end.detail}` });
  return end;
}
