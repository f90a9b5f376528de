import type { PoolInput } from './schema/pool.ts';

/** What a host says of itself in one pool; `false`: it is not in it. */
export type Said = string | readonly string[] | false | undefined;

/** `PROVIDER/NAME`, as pools are referred to everywhere. */
export const poolId = (pool: Pick<PoolInput, 'provider' | 'name'>): string => `${pool.provider}/${pool.name}`;

/**
 * What a host is called in a pool, once for each port that it serves there: as the host says, else by the pool's
 * template; none where it is not in it.
 */
export function membersIn(
  pool: PoolInput,
  host: {
    readonly name: string;
    readonly members?: Readonly<Record<string, Said>> | undefined;
  },
): readonly string[] {
  const said = host.members?.[poolId(pool)];
  if (said === false) return [];
  if (said !== undefined) return typeof said === 'string' ? [said] : said;
  return (pool.member ?? ['{host}']).map((template) => template.replaceAll('{host}', host.name));
}
