import { isActive } from '../model/override.ts';
import type { HostProgress } from '../store/rollouts.ts';
import type { Tools } from './tools.ts';

/** Says in every rollout that was under way when the last process ended where this one takes it up. */
export async function announceRecovery(
  tools: Tools,
  {
    subjects,
    occasion: boot,
  }: { subjects: readonly string[] | 'all'; occasion: string; kind: 'restart' | 'takeover' },
): Promise<void> {
  for (const { id, cluster, state } of await tools.store.rollouts.unfinished()) {
    if (subjects !== 'all' && !subjects.includes(id)) continue;
    if (state === 'awaiting-approval' || state === 'queued') continue;
    const where = whereOf(await tools.store.rollouts.hosts(id));
    await tools.store.journal.record({
      rollout: id,
      cluster,
      key: `${id}/recovered/${boot}`,
      body: { type: 'recovered', where },
    });
  }
}

function whereOf(hosts: readonly HostProgress[]): string {
  const under = hosts.filter(({ outcome }) => outcome === 'active' || outcome === 'asking');
  if (under.length === 0) return 'between two batches';
  return under
    .map(
      ({ host, step, outcome }) =>
        `${host} at ${step ?? 'its start'}${outcome === 'asking' ? ', waiting for an answer' : ''}`,
    )
    .join('; ');
}

/** Overrides that were confirmed, and maybe killed before the workflow was begun: starting it again is harmless. */
export async function confirmedNotBegun({ store }: Tools): Promise<readonly string[]> {
  const unfinished = await store.overrides.unfinished();
  return unfinished.filter(({ state }) => isActive(state)).map(({ id }) => id);
}

/**
 * Approved, and killed before the workflow was begun: starting it again is harmless where it was. What takes back a
 * rollout that has not ended is started by that one, which hands it the lock.
 */
export async function approvedNotBegun({ store }: Tools): Promise<readonly string[]> {
  const unfinished = await store.rollouts.unfinished();
  const ids = new Set(unfinished.map(({ id }) => id));
  return unfinished
    .filter(({ state, rollsBack }) => state === 'queued' && !(rollsBack !== undefined && ids.has(rollsBack)))
    .map(({ id }) => id);
}
