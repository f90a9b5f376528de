import type { Flow, Workflow } from '../engine/engine.ts';
import { asFailure, isDatabaseAway } from '../model/failure.ts';
import { type HostStep, hostSteps } from '../model/rollout.ts';
import { kept } from '../text/say.ts';
import { answerByPolicy, ask } from './ask.ts';
import { type At, clusterOf, tell } from './at.ts';
import { isTaken, LeftAlone } from './claims.ts';
import { keepOut } from './keep-out.ts';
import { giveBack, type HostEnd, outcomeOf } from './outcome.ts';
import { afterCrash } from './recovery/after-crash.ts';
import { gate } from './steering.ts';
import { awaitConnections } from './steps/await-connections.ts';
import { deploy } from './steps/deploy.ts';
import { drain } from './steps/drain.ts';
import { restore } from './steps/restore.ts';
import { snapshot } from './steps/snapshot.ts';
import { ok, type Settled, type Step, type StepEnd } from './steps/step.ts';
import { verify } from './steps/verify.ts';
import { verifyInPool } from './steps/verify-in-pool.ts';
import type { Tools } from './tools.ts';

type HostInput = Omit<At, 'attempt'>;

const steps: Record<HostStep, Step> = {
  snapshot,
  drain,
  'await-connections': awaitConnections,
  deploy,
  verify,
  restore,
  'verify-in-pool': verifyInPool,
};

/** Where a host's sequence stopped before its end. */
interface Halt {
  readonly step: HostStep;
  readonly end: Exclude<StepEnd | Settled, { is: 'ok' }>;
}

/** One host of a rollout, through all its steps; asks where a step fails, until it is done or left as decided. */
export const hostWorkflow = (tools: Tools): Workflow<HostInput, HostEnd> => ({
  name: 'host',
  async run(flow, input) {
    if ((await flow.step('turn', () => gate(tools, input))) === 'stop')
      return conclude(flow, tools, { ...input, attempt: 1 });
    let from: HostStep = 'snapshot';
    for (let attempt = 1; ; attempt += 1) {
      const at = { ...input, attempt };
      const halt = await sequence(flow, tools, at, from);
      if (!halt || halt.end.is === 'stopped') return conclude(flow, tools, at);
      if (halt.end.is === 'yielded' || halt.end.is === 'settled')
        return conclude(flow, tools, at, halt.end.reason);
      const answer = await flow.step(`ask ${attempt}`, () => settle(tools, at, halt)); // not shown
      if (answer === 'stop') return conclude(flow, tools, at, halt.end.reason);
      from = startOfRetry(halt, answer);
    }
  },
});

async function sequence(flow: Flow, tools: Tools, at: At, from: HostStep): Promise<Halt | undefined> {
  for (const step of hostSteps.slice(hostSteps.indexOf(from))) {
    const end = await flow.step(`${step} ${at.attempt}`, () => attempt(tools, at, step));
    if (end.is !== 'ok') return { step, end };
  }
  return undefined;
}

/** While these run, the members are watched: a balancer that forgets the drain is told again. */
const keptOut: readonly HostStep[] = ['deploy', 'verify'];

/** Runs one step, as a person decided where they were asked after a crash; whatever goes wrong in it comes out as data. */
async function attempt(tools: Tools, at: At, step: HostStep): Promise<StepEnd | Settled> {
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

/** A step failed: what was drained for nothing goes back, then the policy or a person says what comes next. */
async function settle(tools: Tools, at: At, { step, end }: Halt): Promise<'retry' | 'promote' | 'stop'> {
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

/** A retry runs the host's steps again from the start, where what was done already costs nothing; a restore only itself. */
function startOfRetry({ step: halted, end }: Halt, answer: 'retry' | 'promote'): HostStep {
  if (answer === 'promote') return hostSteps[hostSteps.indexOf(halted) + 1] ?? halted;
  if (end.is === 'failed' && end.retryFrom) return end.retryFrom;
  return halted === 'restore' ? 'restore' : 'snapshot';
}

/** Gives back what may go back, and records how the host ended. */
async function conclude(flow: Flow, tools: Tools, at: At, reason?: string): Promise<HostEnd> {
  return flow.step('conclude', () => outcomeOf(tools, at, reason));
}
