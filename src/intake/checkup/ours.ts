import type { Pool } from '../../model/cluster.ts';
import { type Looker, lookAt, type PoolLook } from '../../workflow/look.ts';
import type { Reader } from './held.ts';

/** What a pool shows, and what is out there on our account, whoever's cluster it belongs to. */
export interface PoolNow {
  readonly look: PoolLook;
  readonly ours: ReadonlySet<string>;
}

/** A member that is just being drained or given back is ours before or after the look: both count. */
export async function lookWithOurs(
  { store, balancer }: Reader,
  pool: Pool,
  looker: Looker = (each) => lookAt({ balancer }, each),
): Promise<PoolNow> {
  const before = await store.custody.outOf(pool.id);
  const look = await looker(pool);
  const after = await store.custody.outOf(pool.id);
  return { look, ours: new Set([...before, ...after]) };
}
