import type { Plan } from '../model/plan.ts';
import { ask } from './ask.ts';
import { clusterOf } from './at.ts';
import type { Tools } from './tools.ts';

/** After the canary: goes on by itself where the probes are the gate, else when a person promotes it. */
export async function canaryGate(
  tools: Tools,
  { rollout, plan, batch }: { readonly rollout: string; readonly plan: Plan; readonly batch: number },
): Promise<'go' | 'stop'> {
  const { cluster } = plan;
  if (clusterOf(tools, cluster).strategy.gate === 'probe') return 'go';
  const hosts = plan.batches[batch]?.hosts.map(({ host }) => host).join(', ');
  const answer = await ask(tools, {
    key: `${rollout}/canary/${batch}`,
    rollout,
    cluster,
    text: `The canary (${hosts}) is on ${plan.release}. Promote it to the other hosts?`,
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
