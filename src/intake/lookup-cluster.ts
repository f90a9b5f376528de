import type { Cluster } from '../model/cluster.ts';
import { asFailure } from '../model/failure.ts';
import { inService } from '../model/member.ts';
import type { Rollout } from '../model/rollout.ts';
import type { HomeCluster, HomeRollout } from '../report/home-lines.ts';
import { say } from '../text/say.ts';
import { told } from '../text/told.ts';
import type { Desk } from './desk.ts';
import { freezeOf } from './frozen.ts';
import { textOfLock } from './locked.ts';

/**
 * A cluster as it stands. What can't be read is told as that: the rest is still worth seeing.
 * @param unfinished all rollouts that have not ended
 */
export async function lookAtCluster(
  desk: Desk,
  cluster: Cluster,
  unfinished: readonly Rollout[],
): Promise<HomeCluster> {
  const mine = unfinished.filter((rollout) => rollout.cluster === cluster.name);
  const overrides = await desk.tools.store.overrides.unfinished(cluster.name);
  const busy = new Set([...mine, ...overrides].map(({ id }) => id));
  const [releases, pools, rollouts, lock, freeze, left] = await Promise.all([
    releasesOn(desk, cluster),
    Promise.all(cluster.pools.map((pool) => poolOf(desk, pool))),
    Promise.all(mine.map((rollout) => underWay(desk, rollout))),
    lockText(desk, cluster.name, busy),
    freezeOf(desk, cluster),
    leftOut(desk, cluster, busy),
  ]);
  return {
    cluster: cluster.name,
    hosts: cluster.hosts.length,
    ...{ releases, pools, rollouts, overrides, leftOut: left },
    ...(lock !== undefined && { lock }),
    ...(freeze && { freeze }),
  };
}

/** By the journal: asking the hosts themselves would take too long for a page that is looked at in passing. */
async function releasesOn({ tools }: Desk, { name, hosts }: Cluster): Promise<HomeCluster['releases']> {
  const recorded = await tools.store.releases.of(name);
  const counts = new Map<string, number>();
  for (const host of hosts) {
    const release = recorded.get(host.name);
    if (release !== undefined) counts.set(release, (counts.get(release) ?? 0) + 1);
  }
  const counted = [...counts].map(([release, count]) => ({ release, hosts: count }));
  return counted.sort((a, b) => b.hosts - a.hosts);
}

async function poolOf(
  { tools }: Desk,
  { id, provider, name }: Cluster['pools'][number],
): Promise<HomeCluster['pools'][number]> {
  try {
    const members = await tools.balancer(provider).read(name);
    return { pool: id, members: members.length, inService: members.filter(inService).length };
  } catch (error) {
    return { pool: id, members: 0, inService: 0, problem: told(asFailure(error, id).message) };
  }
}

async function underWay({ tools }: Desk, rollout: Rollout): Promise<HomeRollout> {
  const { rollouts } = tools.store;
  const [hosts, questions] = await Promise.all([rollouts.hosts(rollout.id), rollouts.questions(rollout.id)]);
  return { rollout, hosts, questions };
}

async function lockText(desk: Desk, cluster: string, busy: ReadonlySet<string>): Promise<string | undefined> {
  try {
    const holder = await desk.tools.lock.holder(cluster);
    const known = holder?.kind === 'rollout' && busy.has(holder.name);
    return holder && !known ? await textOfLock(desk, cluster, holder) : undefined;
  } catch (error) {
    return say`it can't be read whether ${cluster} is locked: ${told(asFailure(error, cluster).message)}`;
  }
}

/** Hosts that nobody is at work on any more, and that are out all the same. */
async function leftOut(
  { tools }: Desk,
  { name }: Cluster,
  busy: ReadonlySet<string>,
): Promise<readonly string[]> {
  const held = await tools.store.custody.all(name);
  const left = held.filter(({ outSince, rollout }) => outSince !== undefined && !busy.has(rollout));
  return [...new Set(left.map(({ host }) => host))];
}
