import { randomUUID } from 'node:crypto';
import type { Balancer } from '../../balancer/balancer.ts';
import type { MemberRef } from '../../model/cluster.ts';
import { type At, hostOf, memberName, tell } from '../at.ts';
import { demandFree, isOverrides } from '../claims.ts';
import { demandStillOurs } from '../holding.ts';
import { withBalancer } from '../members.ts';
import { rampUp } from '../ramp/ramp-up.ts';
import { unstoppable } from '../steering.ts';
import type { Tools } from '../tools.ts';
import { ok, type Step } from './step.ts';

/** Gives every member back exactly as it was saved: by the steps of the strategy, where it has some. */
export const restore: Step = async (tools, at) =>
  (await rampUp(tools, at)) ?? (await restoreAtOnce(tools, at));

/**
 * Gives every member back exactly as it was saved, in reverse order of draining. Never stopped half-way by a click. What
 * a person took over by hand stays theirs.
 */
export const restoreAtOnce: Step = async (tools, at) => {
  for (const ref of hostOf(tools, at).members.toReversed()) await restoreMember(tools, at, ref);
  await demandFree(tools, at);
  return ok;
};

/** What is suspect stays out: only a host that was verified, or that nothing ran on, comes back. */
async function restoreMember(tools: Tools, at: At, ref: MemberRef): Promise<void> {
  const held = await tools.store.custody.of(ref.pool.id, ref.member);
  if (!held || (held.suspect && !at.unverified) || isOverrides(held)) return;
  const member = { host: at.host, pool: ref.pool.id, member: ref.member };
  // Never changed by us: somebody may have set another weight since, and that one is right.
  if (!held.outSince)
    return void (await tell(tools, at, `let-go/${memberName(ref)}/${randomUUID()}`, {
      type: 'let-go',
      ...member,
    }));
  await withBalancer(
    tools,
    at,
    ref.pool,
    { signal: unstoppable(), withinMs: tools.pace.restorePatienceMs },
    (balancer) => tools.turns.inTurn(ref.pool.id, () => apply(tools, at, ref, balancer)),
  );
}

/** In the pool's turn, from the look at who has the member to the record that it is back: nobody takes it in between. */
async function apply(tools: Tools, at: At, ref: MemberRef, balancer: Balancer): Promise<void> {
  const held = await tools.store.custody.of(ref.pool.id, ref.member);
  if (!held || isOverrides(held)) return;
  const { saved } = held;
  await demandStillOurs(tools, at);
  await balancer.apply(ref.pool.name, ref.member, saved);
  const body = { type: 'restored' as const, host: at.host, pool: ref.pool.id, member: ref.member, saved };
  await tell(tools, at, `restored/${memberName(ref)}/${randomUUID()}`, body);
}
