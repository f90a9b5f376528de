import { amountOf } from '../model/amount.ts';
import { type Cluster, type Host, type MemberRef, namesIn, type Pool } from '../model/cluster.ts';
import { inService, type Member, savedOf } from '../model/member.ts';
import type { OverrideMember } from '../model/override.ts';
import { mayTakeOut } from '../policy/capacity.ts';
import { inARow, say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { pick } from '../workflow/members.ts';
import { type Desk, Refusal } from './desk.ts';
import { readPool } from './live.ts';

/** A pool as it is now. */
interface Read {
  readonly live: readonly Member[];
  /** Out on our account, whatever the balancer shows. */
  readonly out: ReadonlySet<string>;
}

/** Members of several hosts that are to be out at the same time, host by host. */
export interface Spared {
  readonly host: Host;
  readonly members: readonly OverrideMember[];
}

/**
 * The hosts' members as they are now, and what their pools keep without all of them. Refuses where a pool can't spare
 * them together, and names the first that is one too many.
 */
export async function spare(
  desk: Desk,
  { strategy }: Cluster,
  hosts: readonly Host[],
): Promise<readonly Spared[]> {
  const pools = await readAll(desk, hosts);
  for (const [i, host] of hosts.entries()) {
    const before = hosts.slice(0, i);
    for (const { pool } of host.members) demandSpare(strategy, pool, { host, before }, readOf(pools, pool));
  }
  return hosts.map((host) => ({
    host,
    members: host.members.map((ref) => sparedMember(strategy, ref, hosts, readOf(pools, ref.pool))),
  }));
}

async function readAll(desk: Desk, hosts: readonly Host[]): Promise<ReadonlyMap<string, Read>> {
  const pools = new Map(hosts.flatMap(({ members }) => members.map(({ pool }) => [pool.id, pool] as const)));
  const read = async (pool: Pool): Promise<readonly [string, Read]> => {
    const live = await readPool(desk.tools, pool);
    return [pool.id, { live, out: await desk.tools.store.custody.outOf(pool.id) }];
  };
  return new Map(await Promise.all([...pools.values()].map(read)));
}

const readOf = (pools: ReadonlyMap<string, Read>, { id }: Pool): Read =>
  pools.get(id) ?? { live: [], out: new Set() };

interface Wanted {
  readonly host: Host;
  /** Those that are to be out with it. */
  readonly before: readonly Host[];
}

function demandSpare(strategy: Cluster['strategy'], pool: Pool, { host, before }: Wanted, read: Read): void {
  const all = [...before, host].map((each) => namesIn(each, pool));
  const ofOneHost = Math.max(...all.map(({ length }) => length));
  const decision = mayTakeOut({ pool: pool.id, ...read }, all.flat(), strategy, ofOneHost);
  if (decision.allowed) return;
  const [name = host.name] = namesIn(host, pool);
  const why = told(decision.reason);
  if (before.length === 0) throw new Refusal('refused', say`${name} can't be taken out: ${why}`);
  const beside = inARow(before.map((each) => each.name));
  throw new Refusal('refused', say`${name} can't be taken out beside ${beside}: ${why}`);
}

function sparedMember(
  { minInService }: Cluster['strategy'],
  ref: MemberRef,
  hosts: readonly Host[],
  { live, out }: Read,
): OverrideMember {
  const taken = hosts.flatMap((host) => namesIn(host, ref.pool));
  const left = live.filter((each) => inService(each) && !out.has(each.name) && !taken.includes(each.name));
  return {
    pool: ref.pool.id,
    member: ref.member,
    now: savedOf(pick(live, ref)),
    leaves: {
      inService: left.length,
      members: live.length,
      minInService: amountOf(minInService, live.length, 'up'),
    },
  };
}
