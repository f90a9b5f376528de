import type { Rollout } from '../model/rollout.ts';
import type { Tools } from './tools.ts';

/**
 * Frees what the rollout holds, if it still does: also where Redis names somebody else, and only the database's record has
 * it. Left there, the cluster would be the ended rollout's again as soon as they let go of it.
 */
export async function freeLock(
  { lock, lockRecord }: Pick<Tools, 'lock' | 'lockRecord'>,
  { id, cluster }: Pick<Rollout, 'id' | 'cluster'>,
): Promise<void> {
  for (const each of [lock, lockRecord]) {
    const holder = await each.holder(cluster);
    if (holder?.kind === 'rollout' && holder.name === id)
      return void (await lock.release(cluster, holder.hold));
  }
}
