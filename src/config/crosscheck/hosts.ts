import { kept } from '../../text/say.ts';
import type { Finding } from '../finding.ts';
import { membersIn, poolId } from '../membership.ts';
import { suggestion } from '../nearest.ts';
import { type Path, pathText } from '../path.ts';
import type { PoolInput } from '../schema/pool.ts';
import type { ClusterFacts, Facts, HostFacts } from './facts.ts';

/** Hosts that are named twice, in no pool, in a pool that is not the cluster's, or the same member as another one. */
export function hostFindings(facts: Facts): Finding[] {
  const owners = new Map<string, Path>();
  return Object.entries(facts.clusters).flatMap(([name, cluster]) =>
    cluster.hosts.flatMap((host, index) => {
      const path = ['clusters', name, 'hosts', index];
      return [
        ...twice(cluster, host, index, path),
        ...strangers(cluster, host, path),
        ...nowhere(cluster, host, path),
        ...shared(cluster, host, path, owners),
      ];
    }),
  );
}

function twice(cluster: ClusterFacts, host: HostFacts, index: number, path: Path): Finding[] {
  const first = cluster.hosts.findIndex(({ name }) => name === host.name);
  if (host.name === undefined || first === index) return [];
  return [
    { path, message: kept`has the same name as hosts[${first}]; each host is named once in a cluster` },
  ];
}

function strangers(cluster: ClusterFacts, host: HostFacts, path: Path): Finding[] {
  const pools = known(cluster);
  if (pools === undefined) return [];
  const ids = pools.map(poolId);
  return Object.keys(host.members)
    .filter((id) => !ids.includes(id))
    .map((id) => ({
      path: [...path, 'members', id],
      message: kept`is none of the cluster's pools` + suggestion(id, ids),
      key: true,
      absent: true,
    }));
}

function nowhere(cluster: ClusterFacts, { name, members }: HostFacts, path: Path): Finding[] {
  const pools = known(cluster);
  if (name === undefined || pools === undefined) return [];
  if (pools.some((pool) => membersIn(pool, { name, members }).length > 0)) return [];
  return [
    { path, message: kept`is a member of none of the cluster's pools; a rollout could not take it out` },
  ];
}

/** All of the cluster's pools, or undefined where there are none or one of them cannot be read. */
function known(cluster: ClusterFacts): PoolInput[] | undefined {
  const pools = cluster.pools.filter((pool) => pool !== undefined);
  return pools.length > 0 && pools.length === cluster.pools.length ? pools : undefined;
}

/** Over all clusters: a member that two of them drain and give back would end with the wrong weight. */
function shared(
  cluster: ClusterFacts,
  { name, members }: HostFacts,
  path: Path,
  owners: Map<string, Path>,
): Finding[] {
  if (name === undefined) return [];
  return cluster.pools.flatMap((pool, index) => {
    if (pool === undefined) return [];
    return membersIn(pool, { name, members }).flatMap((member) => {
      const key = JSON.stringify([poolId(pool), member]);
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, path);
      // The same name twice, or the same pool twice, says it already.
      if (owner === undefined || sameHost(owner, path) || sameName(cluster, owner, path, name)) return [];
      const where = poolId(pool) in members ? [...path, 'members', poolId(pool)] : path;
      return [{ path: where, message: kept`is the same member of pools[${index}] as ${pathText(owner)}` }];
    });
  });
}

const sameHost = (owner: Path, path: Path): boolean => pathText(owner) === pathText(path);

const sameName = (cluster: ClusterFacts, owner: Path, path: Path, name: string): boolean =>
  owner[1] === path[1] && cluster.hosts[Number(owner.at(-1))]?.name === name;
