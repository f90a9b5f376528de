import type { Plan } from '../model/plan.ts';
import { clusterOf } from './at.ts';
import { gate } from './steering.ts';
import type { Tools } from './tools.ts';

interface BatchAt {
  readonly rollout: string;
  readonly plan: Plan;
  readonly batch: number;
}

/** Waits the strategy's soak after a batch. The time counts from the journal's entry, so a crash does not begin it anew. */
export async function soak(tools: Tools, { rollout, plan, batch }: BatchAt): Promise<'go' | 'stop'> {
  const { soakMs } = clusterOf(tools, plan.cluster).strategy;
  if (soakMs === 0) return gate(tools, { rollout });
  const key = `${rollout}/soak/${batch}`;
  await tools.store.journal.record({
    rollout,
    cluster: plan.cluster,
    key,
    body: { type: 'soaking', batch, ms: soakMs },
  });
  const began = await tools.store.journal.timeOf(key);
  const over = new AbortController();
  const left = Math.max(0, (began?.getTime() ?? 0) + soakMs - Date.now());
  const timer = setTimeout(() => over.abort(), Math.min(left, soakMs));
  try {
    return await untilStopOr(tools, rollout, over.signal);
  } finally {
    clearTimeout(timer);
  }
}

async function untilStopOr(tools: Tools, rollout: string, over: AbortSignal): Promise<'go' | 'stop'> {
  const { changes, steers } = tools.store;
  const look = async () =>
    (await steers.of(rollout)).some(({ verb }) => verb === 'abort' || verb === 'rollback') ? true : undefined;
  try {
    await changes.until(rollout, look, over);
    return 'stop';
  } catch (error) {
    if (!over.aborted) throw error;
    return gate(tools, { rollout });
  }
}
