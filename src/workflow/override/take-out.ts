import type { MemberRef } from '../../model/cluster.ts';
import { asFailure, isDatabaseAway } from '../../model/failure.ts';
import type { Member } from '../../model/member.ts';
import { isActive, isOver, type Override } from '../../model/override.ts';
import { mayTakeOut } from '../../policy/capacity.ts';
import type { NewEntry } from '../../store/journal.ts';
import { kept } from '../../text/say.ts';
import { clusterOf } from '../at.ts';
import { pick, withBalancer } from '../members.ts';
import { unstoppable } from '../steering.ts';
import type { Tools } from '../tools.ts';
import { claims } from './claim.ts';
import { atOf, heldBy, overrideOf, poolOf } from './subject.ts';

/**
 * Takes custody of the host's members, all of them or none, if every pool can spare it: in the turn of the pools, so
 * that no rollout passes the check on the same spare capacity. What was asked for together is taken together, by whichever
 * of them comes first. From then on `keepTaken` drains them, and keeps them so.
 */
export async function takeOut(tools: Tools, id: string): Promise<'held' | 'dropped'> {
  const all = await tools.store.overrides.together(await overrideOf(tools, id));
  const pools = all.flatMap(({ members }) => members.map(({ pool }) => pool));
  return tools.turns.inTurns(pools, async () => {
    const override = await overrideOf(tools, id);
    if (isOver(override.state)) return 'dropped';
    // Later than that it was held, and what is not any more was given back.
    if (override.state !== 'taking-out' || (await heldBy(tools, override)).length > 0) return 'held';
    const group = (await tools.store.overrides.together(override)).filter(({ state }) => isActive(state));
    const refusal = await claimAll(tools, group);
    if (refusal === undefined) return 'held';
    // In one record: whoever dies in between must not leave one that is taken out without the others.
    await tools.store.journal.recordAll(
      group.map((each) => dropped(each, kept`${refusal}; nothing was changed`)),
    );
    return 'dropped';
  });
}

const dropped = ({ id, cluster }: Override, note: string): NewEntry => ({
  rollout: id,
  cluster,
  key: `${id}/dropped`,
  body: { type: 'override-state', state: 'dropped', note },
});

/** Why they can't be taken out, or undefined where they are in custody now. */
async function claimAll(tools: Tools, group: readonly Override[]): Promise<string | undefined> {
  const [first] = group;
  try {
    const seen = await Promise.all(group.map((override) => lookAt(tools, override)));
    const entries: NewEntry[] = [];
    for (const { override, members } of seen) {
      for (const { ref, pool } of members) {
        const lacking = await lackOf(tools, group, ref, pool);
        if (lacking !== undefined) return lacking;
      }
      const claimed = await claims(tools, override, members);
      if (typeof claimed === 'string') return claimed;
      entries.push(...claimed);
    }
    await tools.store.journal.recordAll(entries);
    // From here on everybody counts them as out, though the first of them is drained in a moment.
    for (const { ref } of seen.flatMap(({ members }) => members))
      await tools.store.custody.markChanging(ref.pool.id, ref.member);
    return undefined;
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    return asFailure(error, first?.host ?? 'the host').message; // not shown
  }
}

const lookAt = async (tools: Tools, override: Override) => ({
  override,
  members: await Promise.all(refsOf(tools, override).map((ref) => look(tools, override, ref))),
});

const refsOf = (tools: Tools, override: Override): readonly MemberRef[] =>
  override.members.map(({ pool, member }) => ({ pool: poolOf(tools, override, pool), member }));

async function look(tools: Tools, override: Override, ref: MemberRef) {
  const options = { signal: unstoppable() };
  const pool = await withBalancer(tools, atOf(override), ref.pool, options, (balancer) =>
    balancer.read(ref.pool.name),
  );
  return { ref, pool, live: pick(pool, ref) };
}

/** Why the pool can't spare all of them now. What is out on our account already needs no capacity. */
async function lackOf(
  tools: Tools,
  group: readonly Override[],
  { pool }: MemberRef,
  live: readonly Member[],
): Promise<string | undefined> {
  const out = await tools.store.custody.outOf(pool.id);
  const taken = group.map(({ members }) => members.filter((each) => each.pool === pool.id));
  const names = taken.flat().map(({ member }) => member);
  const ofOneHost = Math.max(...taken.map(({ length }) => length));
  const [first] = group;
  const { strategy } = clusterOf(tools, first?.cluster ?? '');
  const decision = mayTakeOut({ pool: pool.id, live, out }, names, strategy, ofOneHost);
  return decision.allowed ? undefined : decision.reason;
}
