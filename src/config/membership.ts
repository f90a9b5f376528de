import type { PoolInput } from './schema/pool.ts';

/** `PROVIDER/NAME`, as pools are referred to everywhere. */
export const poolId = (pool: Pick<PoolInput, 'provider' | 'name'>): string => `${pool.provider}/${pool.name}`;

/** What a host is called in a pool: as the host says, else by the pool's template; undefined where it is not in it. */
export function memberIn(
  pool: PoolInput,
  host: {
    readonly name: string;
    readonly members?: Readonly<Record<string, string | false | undefined>> | undefined;
  },
): string | undefined {
  const said = host.members?.[poolId(pool)];
  if (said === false) return undefined;
  return said ?? (pool.member ?? '{host}').replaceAll('{host}', host.name);
}
