import { randomUUID } from 'node:crypto';
import type { Balancer } from '../balancer/balancer.ts';
import type { MemberRef, Pool } from '../model/cluster.ts';
import { Failure } from '../model/failure.ts';
import type { Member } from '../model/member.ts';
import { kept } from '../text/say.ts';
import { type At, hostOf, tell } from './at.ts';
import { isOverrides } from './claims.ts';
import { demandHoldingNow, demandStillOurs } from './holding.ts';
import { patiently } from './patience.ts';
import type { Tools } from './tools.ts';

/** Calls the pool's balancer, again while it does not answer and patience lasts; the first silence is journaled. */
export function withBalancer<T>(
  tools: Tools,
  at: At,
  pool: Pool,
  options: { readonly signal: AbortSignal; readonly withinMs?: number },
  call: (balancer: Balancer) => Promise<T>,
): Promise<T> {
  const { signal, withinMs = tools.pace.patienceMs } = options;
  const onWait = (failure: Failure) =>
    tell(tools, at, `silent/${pool.id}/${randomUUID()}`, {
      type: 'note',
      host: at.host,
      text: kept`${failure.message}; trying again`,
    });
  return patiently(pool.id, { withinMs, signal, onWait }, () => call(tools.balancer(pool.provider)));
}

/** The pool's one member of that name, or Failure `missing` or `ambiguous`. */
export function pick(members: readonly Member[], { pool, member }: MemberRef): Member {
  const found = members.filter(({ name }) => name === member);
  if (found.length > 1)
    throw new Failure('ambiguous', pool.id, kept`${pool.id} has ${found.length} members named ${member}`);
  if (!found[0]) throw new Failure('missing', pool.id, kept`${pool.id} has no member ${member}`);
  return found[0];
}

/** A host's member as its balancer shows it. */
export interface Seen {
  readonly ref: MemberRef;
  readonly live: Member;
}

/** This host's members as their balancers show them now, in drain order. */
export async function readMembers(tools: Tools, at: At, signal: AbortSignal): Promise<readonly Seen[]> {
  const read = async (ref: MemberRef) => ({ ref, live: await readMember(tools, at, ref, signal) });
  return Promise.all(hostOf(tools, at).members.map(read));
}

/** The member as its balancer shows it now. */
export async function readMember(tools: Tools, at: At, ref: MemberRef, signal: AbortSignal): Promise<Member> {
  const members = await withBalancer(tools, at, ref.pool, { signal }, (balancer) =>
    balancer.read(ref.pool.name),
  );
  return pick(members, ref);
}

/** Durable mark, then the lock, then the change: in this order, so that a crash anywhere leaves a member that is known. In the pool's turn. */
export async function drainMember(tools: Tools, at: At, ref: MemberRef, signal: AbortSignal): Promise<void> {
  await tools.store.custody.markChanging(ref.pool.id, ref.member);
  await withBalancer(tools, at, ref.pool, { signal }, async (balancer) => {
    await demandHoldingNow(tools, at);
    await balancer.drain(ref.pool.name, ref.member);
  });
}

/** A member that is out on this rollout's account, and that its balancer has put back. */
const drainAgain = (tools: Tools, at: At, ref: MemberRef, signal: AbortSignal): Promise<void> =>
  withBalancer(tools, at, ref.pool, { signal }, async (balancer) => {
    await demandStillOurs(tools, at);
    await balancer.drain(ref.pool.name, ref.member);
  });

/**
 * Drains what came back by itself: a balancer that was restarted has forgotten the drain. What a person's override holds
 * is kept out by that. Gives the members as they were when they were looked at.
 */
export async function keepDrained(tools: Tools, at: At, signal: AbortSignal): Promise<readonly Seen[]> {
  const members = await readMembers(tools, at, signal);
  for (const { ref, live } of members) {
    if (live.state !== 'ready' || live.weight === 0) continue;
    await tools.turns.inTurn(ref.pool.id, async () => {
      const held = await tools.store.custody.of(ref.pool.id, ref.member);
      if (held?.outSince === undefined || isOverrides(held)) return;
      await drainAgain(tools, at, ref, signal);
    });
  }
  return members;
}
