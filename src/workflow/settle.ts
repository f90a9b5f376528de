import { type HostStep, hostSteps } from '../model/rollout.ts';
import { kept } from '../text/say.ts';
import { answerByPolicy, ask } from './ask.ts';
import { type At, clusterOf, tell } from './at.ts';
import { isTaken } from './claims.ts';
import { keepOut } from './keep-out.ts';
import { giveBack } from './outcome.ts';
import { ok, type Settled, type StepEnd } from './steps/step.ts';
import type { Tools } from './tools.ts';

/** Where a host's sequence stopped before its end. */
export interface Halt {
  readonly step: HostStep;
  readonly end: Exclude<StepEnd | Settled, { is: 'ok' }>;
}

/** A step failed: what was drained for nothing goes back, then the policy or a person says what comes next. */
export async function settle(
  tools: Tools,
  at: At,
  { step, end }: Halt,
): Promise<'retry' | 'promote' | 'stop'> {
  if (end.is !== 'failed' || end.kind === 'lost-lock') return 'stop';
  const passable = end.passable === true;
  const back = beforeDeploy(step) && !passable ? await giveBack(tools, at) : ok;
  const text =
    back.is === 'failed' ? kept`${end.reason}; giving it back failed too: ${back.reason}` : end.reason;
  await tell(tools, at, `failed/${step}`, {
    type: 'note',
    host: at.host,
    text: kept`${at.host} failed at ${step}: ${text}`,
  });
  // Whoever took it out by hand decides about it: nobody is asked, and no policy answers.
  if (await isTaken(tools, at)) return 'stop';
  const policy = end.asks ? undefined : await policyFor(tools, at, end.aborts === true);
  if (policy) {
    await answerByPolicy(tools, at, policy);
    return 'stop';
  }
  const { rollout, cluster, host } = at;
  const answers = passable
    ? (['promote', 'retry', 'skip', 'rollback', 'abort'] as const)
    : (['retry', 'skip', 'rollback', 'abort'] as const);
  return keepOut(tools, at, () =>
    ask(tools, { key: `${rollout}/${host}/${at.attempt}/ask`, rollout, cluster, host, text, answers }, () =>
      isTaken(tools, at),
    ),
  );
}

/** What answers in a person's place; undefined where a person is to be asked, as always when a rollback itself fails. */
async function policyFor(tools: Tools, at: At, aborts: boolean) {
  if (aborts) return { setting: 'connections.onTimeout', verb: 'abort' } as const;
  const { onFailure: verb } = clusterOf(tools, at.cluster).strategy;
  const rollout = await tools.store.rollouts.get(at.rollout);
  return verb === 'pause' || rollout?.rollsBack !== undefined ? undefined : { setting: 'onFailure', verb };
}

/** Drained for nothing: goes back at once. From `deploy` on the host itself may be ill, and stays out until answered. */
const beforeDeploy = (step: HostStep): boolean => hostSteps.indexOf(step) < hostSteps.indexOf('deploy');
