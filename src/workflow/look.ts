import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from '../model/cluster.ts';
import { asFailure } from '../model/failure.ts';
import type { Member } from '../model/member.ts';
import type { Held } from '../store/custody.ts';
import { kept } from '../text/say.ts';
import { pick } from './members.ts';
import { patiently } from './patience.ts';
import type { Tools } from './tools.ts';

/** What a pool shows right now, or in one clause why that is not known. */
export type PoolLook = { readonly members: readonly Member[] } | { readonly problem: string };
export type MemberLook = { readonly live: Member } | { readonly problem: string };

/** Somebody waits for it, and it changes nothing: a balancer that is silent for longer is told as that, in milliseconds. */
const patienceMs = 1_500;

/** Asks the pool's balancer, for a moment only. */
export async function lookAt(
  tools: Pick<Tools, 'balancer'>,
  { id, provider, name }: Pool,
): Promise<PoolLook> {
  const over = new AbortController();
  const read = patiently(id, { withinMs: patienceMs, signal: over.signal }, async () =>
    tools.balancer(provider).read(name),
  ).then(
    (members): PoolLook => ({ members }),
    (error: unknown): PoolLook => ({ problem: problemOf(error, id) }),
  );
  // A call that is under way can't be broken off; what it still brings is of no use to anybody.
  const late = sleep(patienceMs, { problem: silent(id) }, { signal: over.signal });
  try {
    return await Promise.race([read, late]);
  } finally {
    late.catch(() => undefined);
    over.abort();
  }
}

const silent = (pool: string): string => kept`${pool} does not answer`;

function problemOf(error: unknown, pool: string): string {
  const { kind, message } = asFailure(error, pool);
  return kind === 'unreachable' || kind === 'timeout' ? silent(pool) : message;
}

export type Looker = (pool: Pool) => Promise<PoolLook>;

/** Asks each pool once, however often it is looked at. */
export function createLooker(tools: Pick<Tools, 'balancer'>): Looker {
  const looks = new Map<string, Promise<PoolLook>>();
  return (pool) => {
    const look = looks.get(pool.id) ?? lookAt(tools, pool);
    looks.set(pool.id, look);
    return look;
  };
}

type Place = Pick<Held, 'cluster' | 'pool' | 'member'>;

/** What the members show right now, each pool asked once. Members of a pool that is gone from the config are told so. */
export async function lookAtMembers(
  tools: Pick<Tools, 'balancer' | 'cluster'>,
  places: readonly Place[],
  looker: Looker = createLooker(tools),
): Promise<(place: Place) => MemberLook> {
  const pools = new Map<string, Pool>();
  for (const { cluster, pool: id } of places) {
    const pool = tools.cluster(cluster)?.pools.find((each) => each.id === id);
    if (pool) pools.set(id, pool);
  }
  const looks = new Map<string, PoolLook>();
  await Promise.all([...pools].map(async ([id, pool]) => looks.set(id, await looker(pool))));
  return ({ pool: id, member }) => {
    const [pool, look] = [pools.get(id), looks.get(id)];
    if (!pool || !look) return { problem: kept`${id} is no longer in the config` };
    return 'problem' in look ? look : found(look.members, pool, member);
  };
}

function found(members: readonly Member[], pool: Pool, member: string): MemberLook {
  try {
    return { live: pick(members, { pool, member }) };
  } catch (error) {
    return { problem: problemOf(error, pool.id) };
  }
}
