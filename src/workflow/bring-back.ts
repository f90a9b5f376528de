import type { Flow, Workflow } from '../engine/engine.ts';
import { asFailure, isDatabaseAway } from '../model/failure.ts';
import { kept } from '../text/say.ts';
import type { At } from './at.ts';
import { conclude, letGo } from './brought-back.ts';
import { endJobsOn, unended } from './earlier.ts';
import { untilLocksAnswer } from './locks-answer.ts';
import { restore } from './steps/restore.ts';
import type { Step, StepEnd } from './steps/step.ts';
import { verify } from './steps/verify.ts';
import { verifyInPool } from './steps/verify-in-pool.ts';
import type { Tools } from './tools.ts';

export interface BringBackInput {
  readonly cluster: string;
  readonly host: string;
  /** The rollout that left it out. */
  readonly rollout: string;
  readonly person: string;
  /** The message or click that asked for it. */
  readonly request: string;
  /** Verified or not. */
  readonly anyway?: true;
  /** Brought back after it, whatever came of it: one by one, as each takes the cluster's lock. */
  readonly others?: readonly BringBackInput[];
}

/**
 * Verifies a host that was left out and gives it back exactly as it was; resolves with what came of it, in a sentence, or
 * in several where there are others.
 */
export function bringBackWorkflow(tools: Tools): Workflow<BringBackInput, string> {
  const workflow: Workflow<BringBackInput, string> = {
    name: 'bring-back',
    async run(flow, input) {
      const text = await bringBackOne(flow, tools, input);
      const [next, ...others] = input.others ?? [];
      if (!next) return text;
      const running = await flow.start(workflow, `bring-back/${next.request}`, { ...next, others });
      return `${text}; ${await running.result()}`;
    },
  };
  return workflow;
}

/** Nothing is verified or given back while a job of any rollout may still change the host, unless a person insists. */
const alone =
  (run: Step): Step =>
  async (tools, at) => {
    const running = await unended(at.host, () => endJobsOn(tools, at));
    if (running === undefined) return run(tools, at);
    if (!at.unverified) return { is: 'failed', kind: 'unreachable', reason: running };
    const end = await run(tools, at);
    return end.is === 'ok' ? { is: 'ok', detail: running } : end;
  };

const steps = { verify: alone(verify), restore: alone(restore), 'verify-in-pool': verifyInPool };

async function bringBackOne(flow: Flow, tools: Tools, input: BringBackInput): Promise<string> {
  const at = await flow.step('lock', () => begin(tools, input));
  if (at === undefined) return kept`${input.cluster} is locked: ${input.host} stays out`;
  try {
    return await withLock(flow, tools, at, input);
  } catch (error) {
    // An error of our own: the lock is a command's, and nobody else would free it.
    await flow.step('let go', () => letGo(tools, at)); // not shown
    throw error;
  }
}

async function withLock(flow: Flow, tools: Tools, at: At, input: BringBackInput): Promise<string> {
  let detail = '';
  for (const [name, run] of Object.entries(steps)) {
    if (name === 'verify' && input.anyway) continue;
    const end = await flow.step(name, () => ended(() => run(tools, at)));
    if (end.is === 'ok') {
      if (name === 'restore' && end.detail !== undefined) detail = `; ${end.detail}`;
      continue;
    }
    const reason = end.is === 'stopped' ? kept`it was stopped` : end.reason;
    const text = name === 'verify-in-pool' ? reason : kept`${input.host} was not brought back: ${reason}`;
    return flow.step('say no', () => conclude(tools, at, input, text, false)); // not shown
  }
  const text = `${kept`${input.host} is back, exactly as it was`}${detail}`;
  return flow.step('say yes', () => conclude(tools, at, input, text, true)); // not shown
}

/** The lock is the command's own, so that a person's lock that comes later is not freed with it. */
async function begin(tools: Tools, input: BringBackInput): Promise<At | undefined> {
  const { cluster, host, rollout, person, request, anyway } = input;
  const name = `${person}: enable ${host}`; // not shown
  const claim = { kind: 'person' as const, name, reason: kept`brings ${host} back` };
  const lock = await untilLocksAnswer(tools, { id: rollout, cluster }, () =>
    tools.lock.acquire(cluster, claim),
  );
  if (!lock.got) return undefined;
  const { attempt } = await tools.store.rollouts.host(rollout, host);
  return {
    cluster,
    host,
    rollout,
    attempt,
    epoch: lock.hold,
    afterwards: request,
    ...(anyway && { unverified: true }),
  };
}

async function ended(run: () => Promise<StepEnd>): Promise<StepEnd> {
  try {
    return await run();
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    const { kind, message } = asFailure(error, 'the host'); // not shown
    return { is: 'failed', kind, reason: message };
  }
}
