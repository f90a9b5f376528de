import { amountOf } from '../model/amount.ts';
import type { Cluster, MemberRef } from '../model/cluster.ts';
import { inService, type Member, savedOf } from '../model/member.ts';
import type { Plan, PlannedBatch, PlannedHost, PlannedMember, Sizes } from '../model/plan.ts';
import { mostOut } from '../policy/capacity.ts';
import { kept } from '../text/say.ts';
import { splitIntoBatches } from './batches.ts';
import { type Facts, heldKey, type Wish } from './facts.ts';
import { hashOf } from './hash.ts';
import { mostOfOneHost } from './of-one-host.ts';
import { warningsOf } from './warnings.ts';

export type Made = { readonly plan: Plan } | { readonly impossible: string };

/** What a rollout would do, from what is wanted and what is there; or why it can't be done. */
export function makePlan(wish: Wish, sizes: Sizes, facts: Facts): Made {
  const lost = missingMember(wish, facts);
  if (lost !== undefined) return { impossible: lost };
  const hosts = wish.hosts.map(({ host, to }) => plannedHost(host.name, to, host.members, facts));
  const batches = namedBatches(hosts, sizes);
  const floor = wish.cluster.pools.map((pool) => floorOf(wish.cluster, pool.id, batches, facts));
  const stuck = floor.find(({ pool, members }) => {
    const ofOne = mostOfOneHost(wish.cluster, pool);
    return mostOut(members, wish.cluster.strategy, ofOne) < ofOne;
  });
  if (stuck) return { impossible: stuckText(stuck, mostOfOneHost(wish.cluster, stuck.pool)) };
  const { kind, release, freeze } = wish;
  const body = {
    cluster: wish.cluster.name,
    kind,
    release,
    sizes,
    batches,
    floor,
    ...(freeze && { freeze }),
  };
  return { plan: { ...body, warnings: warningsOf(wish, batches, facts), hash: hashOf(body) } };
}

function stuckText({ pool, minInService, members }: Plan['floor'][number], ofOne: number): string {
  return ofOne === 1
    ? kept`${pool} must keep ${minInService} of its ${members} members in service, so none may be taken out: lower strategy.minInService or add members`
    : kept`${pool} must keep ${minInService} of its ${members} members in service, so no host with its ${ofOne} of them may be taken out: lower strategy.minInService or add members`;
}

function missingMember({ hosts }: Wish, facts: Facts): string | undefined {
  for (const { host } of hosts) {
    for (const { pool, member } of host.members) {
      const found = facts.pools.get(pool.id)?.filter(({ name }) => name === member) ?? [];
      if (found.length === 0)
        return kept`${pool.id} has no member ${member} for ${host.name}: add it there, or correct hosts in the config`;
      if (found.length > 1)
        return kept`${pool.id} has ${found.length} members named ${member}: which one is ${host.name} can't be told`;
    }
  }
  return undefined;
}

function plannedHost(host: string, to: string, refs: readonly MemberRef[], facts: Facts): PlannedHost {
  const from = facts.releases.get(host);
  const members = refs.map(({ pool, member }) => plannedMember(pool.id, member, facts));
  return { host, to, members, ...(from !== undefined && { from }) };
}

function plannedMember(pool: string, member: string, facts: Facts): PlannedMember {
  const live = liveMember(pool, member, facts);
  const held = facts.held.get(heldKey(pool, member));
  return { pool, member, now: savedOf(live), inService: inService(live), ...(held && { held }) };
}

function liveMember(pool: string, member: string, facts: Facts): Member {
  const live = facts.pools.get(pool)?.find(({ name }) => name === member);
  if (!live) throw new Error(`member ${member} of ${pool} was not read`); // not shown
  return live;
}

function namedBatches(hosts: readonly PlannedHost[], sizes: Sizes): readonly PlannedBatch[] {
  const split = splitIntoBatches(hosts, sizes);
  const first = split[0]?.canary ? 0 : 1;
  return split.map((batch, i) => ({
    ...batch,
    name: batch.canary ? kept`canary` : kept`batch ${i + first}`,
  }));
}

/** The fewest members in service that the plan can reach, never under the guard's own floor. */
function floorOf(
  cluster: Cluster,
  pool: string,
  batches: readonly PlannedBatch[],
  facts: Facts,
): Plan['floor'][number] {
  const live = facts.pools.get(pool) ?? [];
  const minInService = amountOf(cluster.strategy.minInService, live.length, 'up');
  const serving = live.filter(inService).length;
  const most = Math.max(0, ...batches.map((batch) => servingOf(batch, pool)));
  const lowest = Math.max(
    Math.min(serving, minInService),
    serving - Math.min(most, mostOut(live.length, cluster.strategy, mostOfOneHost(cluster, pool))),
  );
  return { pool, members: live.length, minInService, lowest };
}

const servingOf = (batch: PlannedBatch, pool: string): number =>
  batch.hosts.flatMap((host) => host.members).filter((member) => member.pool === pool && member.inService)
    .length;
