import type { Cluster } from '../model/cluster.ts';
import type { Plan } from '../model/plan.ts';
import { estimateMs } from '../plan/estimate.ts';
import type { Desk } from './desk.ts';

const lookedAt = 10;

/** How long the plan will take by what the cluster's last rollouts took; undefined for the first one. */
export async function estimateOf(
  { tools }: Pick<Desk, 'tools'>,
  { name, strategy }: Cluster,
  { batches }: Pick<Plan, 'batches'>,
): Promise<number | undefined> {
  const earlier = await tools.store.durations.of(name, lookedAt);
  return estimateMs(earlier, { batches: batches.length, soakMs: strategy.soakMs });
}
