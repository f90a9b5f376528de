import { kept } from '../../text/say.ts';
import type { Finding } from '../finding.ts';
import { membersIn, poolId } from '../membership.ts';
import { suggestion } from '../nearest.ts';
import type { Path } from '../path.ts';
import type { PoolInput } from '../schema/pool.ts';
import type { ClusterFacts, Facts } from './facts.ts';

/** Pools whose provider is not there, that are named twice, or that none of the cluster's hosts is in. */
export function poolFindings(facts: Facts): Finding[] {
  return Object.entries(facts.clusters).flatMap(([name, cluster]) =>
    cluster.pools.flatMap((pool, index) => {
      if (pool === undefined) return [];
      const path = ['clusters', name, 'pools', index];
      return [...provider(facts, pool, path), ...twice(cluster, index, path), ...empty(cluster, pool, path)];
    }),
  );
}

function provider({ providers }: Facts, pool: PoolInput, path: Path): Finding[] {
  if (providers === undefined || providers.includes(pool.provider)) return [];
  return [
    { path, message: kept`is in no known provider` + suggestion(pool.provider, providers), absent: true },
  ];
}

function twice(cluster: ClusterFacts, index: number, path: Path): Finding[] {
  const ids = cluster.pools.map((pool) => pool && poolId(pool));
  return ids.indexOf(ids[index]) < index
    ? [{ path, message: kept`is named twice; name each pool once` }]
    : [];
}

function empty(cluster: ClusterFacts, pool: PoolInput, path: Path): Finding[] {
  const members = cluster.hosts.map(({ name, members: said }) =>
    name === undefined ? ['unreadable'] : membersIn(pool, { name, members: said }),
  );
  if (members.length === 0 || members.some((each) => each.length > 0)) return [];
  return [
    {
      path,
      message: kept`has none of the cluster's hosts; leave the pool out, or a host's \`false\` for it`,
    },
  ];
}
