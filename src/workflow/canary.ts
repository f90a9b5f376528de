import type { Plan } from '../model/plan.ts';
import type { HostProgress } from '../store/rollout-rows.ts';
import { kept } from '../text/say.ts';
import { ask } from './ask.ts';
import { clusterOf } from './at.ts';
import type { Tools } from './tools.ts';

/** After the canary: goes on by itself where the probes are the gate, else when a person promotes it. */
export async function canaryGate(
  tools: Tools,
  { rollout, plan, batch }: { readonly rollout: string; readonly plan: Plan; readonly batch: number },
): Promise<'go' | 'stop'> {
  const { cluster } = plan;
  const names = new Set(plan.batches[batch]?.hosts.map(({ host }) => host));
  const hosts = (await tools.store.rollouts.hosts(rollout)).filter(({ host }) => names.has(host));
  const failed = hosts.filter(({ outcome }) => outcome !== 'done').map(outcomeOf);
  if (failed.length === 0 && clusterOf(tools, cluster).strategy.gate === 'probe') return 'go';
  const text =
    failed.length === 0
      ? kept`The canary (${[...names].join(', ')}) is on ${plan.release}. Promote it to the other hosts?`
      : kept`The canary is not well: ${failed.join(', ')}. Promote it to the other hosts?`;
  const answer = await ask(tools, {
    key: `${rollout}/canary/${batch}`,
    rollout,
    cluster,
    text,
    answers: ['promote', 'rollback', 'abort'],
  });
  if (answer === 'stop') return 'stop';
  await tools.store.journal.record({
    rollout,
    cluster,
    key: `${rollout}/promoted/${batch}`,
    body: { type: 'state', state: 'running' },
  });
  return 'go';
}

function outcomeOf({ host, outcome }: HostProgress): string {
  if (outcome === 'left-out') return kept`${host} was left out of service`;
  if (outcome === 'unwell') return kept`${host} was not seen healthy`;
  return outcome === 'skipped' ? kept`${host} was skipped` : `${host} ${outcome}`;
}
