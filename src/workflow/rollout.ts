import type { Flow, Running, Workflow } from '../engine/engine.ts';
import type { Plan, PlannedBatch } from '../model/plan.ts';
import { begin, beginBatch } from './begin.ts';
import { canaryGate } from './canary.ts';
import { finish } from './finish.ts';
import { hostWorkflow } from './host.ts';
import type { HostEnd } from './outcome.ts';
import { prepareRollback } from './rollback.ts';
import { soak } from './soak.ts';
import { gate } from './steering.ts';
import type { Tools } from './tools.ts';

export type RolloutWorkflow = Workflow<{ readonly rollout: string }, 'ended'>;

/** A rollout from lock to summary. Everything it decides by is in the store: killing it at any moment loses nothing. */
export function rolloutWorkflow(tools: Tools): RolloutWorkflow {
  const host = hostWorkflow(tools);
  const workflow: RolloutWorkflow = {
    name: 'rollout',
    async run(flow, { rollout }) {
      const next = await sequence(flow, tools, host, rollout);
      if (next !== undefined) await flow.start(workflow, next, { rollout: next });
      return 'ended';
    },
  };
  return workflow;
}

/** Gives the id of the rollout that takes this one back, if it is to be taken back. */
async function sequence(
  flow: Flow,
  tools: Tools,
  host: HostWorkflow,
  rollout: string,
): Promise<string | undefined> {
  const begun = await flow.step('begin', () => begin(tools, rollout));
  if (!begun.may) return undefined;
  const { plan, epoch } = begun;
  for (const [i, batch] of plan.batches.entries()) {
    if ((await flow.step(`gate ${i}`, () => gate(tools, { rollout }))) === 'stop') break; // not shown
    await flow.step(`batch ${i}`, () => beginBatch(tools, { rollout, plan, batch: i })); // not shown
    await hostsOf(flow, host, { rollout, cluster: plan.cluster, epoch }, batch);
    if (await pauseAfter(flow, tools, rollout, plan, i)) break;
  }
  return endingOf(flow, tools, rollout);
}

/** Ends it, with a rollback where one is wanted; gives the id of the rollout that takes it back then, to be begun. */
export async function endingOf(flow: Flow, tools: Tools, rollout: string): Promise<string | undefined> {
  for (let round = 1; ; round += 1) {
    const next = await flow.step(`prepare rollback ${round}`, () => prepareRollback(tools, rollout)); // not shown
    if ((await flow.step(`finish ${round}`, () => finish(tools, rollout, next))) === 'done') return next; // not shown
  }
}

type HostWorkflow = ReturnType<typeof hostWorkflow>;

/**
 * All hosts of the batch at the same time; the capacity guard decides how many are really out at once. An error of our own
 * ends the rollout's workflow too: what becomes of it then is in `given-up.ts`.
 */
async function hostsOf(
  flow: Flow,
  workflow: HostWorkflow,
  input: { readonly rollout: string; readonly cluster: string; readonly epoch: number },
  { hosts }: PlannedBatch,
): Promise<void> {
  const running: Running<HostEnd>[] = [];
  for (const { host } of hosts)
    running.push(await flow.start(workflow, `${input.rollout}/${host}`, { ...input, host }));
  for (const end of running) await end.result();
}

/** Soak and gate after a batch that is not the last; true where the rollout is to stop. */
async function pauseAfter(
  flow: Flow,
  tools: Tools,
  rollout: string,
  plan: Plan,
  i: number,
): Promise<boolean> {
  if (i === plan.batches.length - 1) return false;
  const soaked = await flow.step(`soak ${i}`, () => soak(tools, { rollout, plan, batch: i })); // not shown
  if (soaked === 'stop' || !plan.batches[i]?.canary) return soaked === 'stop';
  return (await flow.step(`canary ${i}`, () => canaryGate(tools, { rollout, plan, batch: i }))) === 'stop'; // not shown
}
