import type { Holder, Lock } from '../lock/lock.ts';
import type { Rollout } from '../model/rollout.ts';

/**
 * The rollout's own holding of its cluster's lock; undefined where it has none. `disputed` where Redis names somebody else,
 * and only the database's record names it: a lock that is not let go of there would stay.
 */
export async function ownLock(
  { lock, lockRecord }: Record<'lock' | 'lockRecord', Pick<Lock, 'holder'>>,
  { id, cluster }: Pick<Rollout, 'id' | 'cluster'>,
): Promise<(Holder & { readonly disputed: boolean }) | undefined> {
  const isOwn = (holder: Holder | undefined): holder is Holder =>
    holder?.kind === 'rollout' && holder.name === id;
  const holder = await lock.holder(cluster);
  if (isOwn(holder)) return { ...holder, disputed: false };
  const recorded = await lockRecord.holder(cluster);
  return isOwn(recorded) ? { ...recorded, disputed: true } : undefined;
}
