import type { MemberRef } from '../../model/cluster.ts';
import { asFailure, isDatabaseAway } from '../../model/failure.ts';
import type { Member } from '../../model/member.ts';
import { isOver, type Override } from '../../model/override.ts';
import { mayTakeOut } from '../../policy/capacity.ts';
import { clusterOf } from '../at.ts';
import { pick, withBalancer } from '../members.ts';
import { unstoppable } from '../steering.ts';
import type { Tools } from '../tools.ts';
import { claims } from './claim.ts';
import { atOf, heldBy, overrideOf, poolOf, setState } from './subject.ts';

/**
 * Takes custody of the host's members, all of them or none, if every pool can spare it: in the turn of the pools, so
 * that no rollout passes the check on the same spare capacity. From then on `keepTaken` drains them, and keeps them so.
 */
export async function takeOut(tools: Tools, id: string): Promise<'held' | 'dropped'> {
  const override = await overrideOf(tools, id);
  if (isOver(override.state)) return 'dropped';
  const pools = override.members.map(({ pool }) => pool);
  return tools.turns.inTurns(pools, async () => {
    if ((await heldBy(tools, override)).length > 0) return 'held';
    const refusal = await claimAll(tools, override);
    if (refusal === undefined) return 'held';
    await setState(tools, override, {
      state: 'dropped',
      key: 'dropped',
      note: `${refusal}; nothing was changed`,
    });
    return 'dropped';
  });
}

/** Why they can't be taken out, or undefined where they are in custody now. */
async function claimAll(tools: Tools, override: Override): Promise<string | undefined> {
  try {
    const members = await Promise.all(refsOf(tools, override).map((ref) => look(tools, override, ref)));
    for (const { ref, pool } of members) {
      const lacking = await lackOf(tools, override, ref, pool);
      if (lacking !== undefined) return lacking;
    }
    const lives = members.map(({ ref, live }) => ({ ref, live }));
    const entries = await claims(tools, override, lives);
    if (typeof entries === 'string') return entries;
    await tools.store.journal.recordAll(entries);
    // From here on everybody counts them as out, though the first of them is drained in a moment.
    for (const { ref } of members) await tools.store.custody.markChanging(ref.pool.id, ref.member);
    return undefined;
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    return asFailure(error, override.host).message;
  }
}

const refsOf = (tools: Tools, override: Override): readonly MemberRef[] =>
  override.members.map(({ pool, member }) => ({ pool: poolOf(tools, override, pool), member }));

async function look(tools: Tools, override: Override, ref: MemberRef) {
  const options = { signal: unstoppable() };
  const pool = await withBalancer(tools, atOf(override), ref.pool, options, (balancer) =>
    balancer.read(ref.pool.name),
  );
  return { ref, pool, live: pick(pool, ref) };
}

/** Why the pool can't spare the member now. What is out on our account already needs no capacity. */
async function lackOf(
  tools: Tools,
  { cluster, members }: Override,
  { pool }: MemberRef,
  live: readonly Member[],
): Promise<string | undefined> {
  const out = await tools.store.custody.outOf(pool.id);
  const taken = members.filter((each) => each.pool === pool.id).map(({ member }) => member);
  const decision = mayTakeOut({ pool: pool.id, live, out }, taken, clusterOf(tools, cluster).strategy);
  return decision.allowed ? undefined : decision.reason;
}
