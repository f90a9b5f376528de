import type { MemberRef } from '../../model/cluster.ts';
import { Failure } from '../../model/failure.ts';
import { type Member, savedOf } from '../../model/member.ts';
import type { Held } from '../../store/custody.ts';
import { kept } from '../../text/say.ts';
import { type At, clusterOf, hostOf, memberName, tell } from '../at.ts';
import { demandFree, isOverrides } from '../claims.ts';
import { readMember, readMembers } from '../members.ts';
import { unstoppable } from '../steering.ts';
import type { Tools } from '../tools.ts';
import { ok, type Step } from './step.ts';

/**
 * The host answers, its members are there, and what they are is durable before anything is changed.
 * A member that the bot holds already keeps what was saved first: its drained state is never taken for the original.
 */
export const snapshot: Step = async (tools, at) => {
  await demandFree(tools, at);
  const [members] = await Promise.all([readMembers(tools, at, unstoppable()), hostAnswers(tools, at)]);
  for (const { ref, live } of members) await keep(tools, at, ref, live);
  // Somebody may have taken it out by hand since it was looked at: what they hold is not recorded as ours.
  await demandFree(tools, at);
  return ok;
};

/** Better to learn that a host is unreachable before it is drained than after. */
async function hostAnswers(tools: Tools, at: At): Promise<void> {
  const cluster = clusterOf(tools, at.cluster);
  const { exitCode, output } = await tools.deployer(cluster).ask(hostOf(tools, at), 'true', 15_000);
  if (exitCode !== 0)
    throw new Failure(
      'failed',
      at.host,
      kept`${at.host} can't run commands: ${output.trim() || kept`exit code ${exitCode}`}`,
    );
}

/**
 * Where an earlier rollout holds the member, a drain of its may be on its way, although it lost its lock: the member is
 * looked at once more in the pool's turn, when it has landed.
 */
async function keep(tools: Tools, at: At, ref: MemberRef, live: Member): Promise<void> {
  const held = await tools.store.custody.of(ref.pool.id, ref.member);
  if (held === undefined || held.rollout === at.rollout) return save(tools, at, ref, live);
  await tools.turns.inTurn(ref.pool.id, async () =>
    save(tools, at, ref, await readMember(tools, at, ref, unstoppable())),
  );
}

async function save(tools: Tools, at: At, ref: MemberRef, live: Member): Promise<void> {
  const held = await tools.store.custody.of(ref.pool.id, ref.member);
  // Held by this rollout: what was saved counts, whatever the balancer shows (it may have been restarted).
  if (held?.rollout === at.rollout || (held && isOverrides(held))) return;
  const member = { host: at.host, pool: ref.pool.id, member: ref.member };
  const isOut = held && ((await isTakenBack(tools, at, held)) || stillOut(tools, ref, held, live));
  if (held && !isOut)
    await tell(tools, at, `let-go-before/${memberName(ref)}`, { type: 'let-go', ...member });
  const saved = isOut ? held.saved : savedOf(live);
  await tell(tools, at, `held/${memberName(ref)}`, { type: 'held', ...member, saved });
  if (saved.state !== 'ready') await tell(tools, at, `stays/${memberName(ref)}`, stays(at.host, ref, live));
}

/** Out by the rollout that this one takes back, under the same lock: a balancer that forgot the drain tells nothing new. */
async function isTakenBack({ store }: Tools, at: At, { rollout, outSince }: Held): Promise<boolean> {
  if (outSince === undefined) return false;
  return (await store.rollouts.get(at.rollout))?.rollsBack === rollout;
}

const stays = (host: string, { pool }: MemberRef, { state }: Member) => ({
  type: 'note' as const,
  host,
  text: kept`${host} was in ${state} in ${pool.id} before; it is deployed to and stays so`,
});

/**
 * Held by an earlier rollout: only while it is exactly as our drain, or a step of its way, leaves it. If somebody gave it
 * back since, or put it in maint, what it is now counts.
 */
export function stillOut(tools: Tools, { pool }: MemberRef, held: Held, live: Member): boolean {
  const { outSince, saved, given } = held;
  if (outSince === undefined) return false;
  if (live.state === 'ready' && saved.state === 'ready' && saved.weight > 0)
    return live.weight === 0 || given.includes(live.weight);
  const { removes } = tools.balancer(pool.provider).abilities;
  const drained = saved.state !== 'ready' ? saved.state : removes && live.weight === 0 ? 'maint' : 'drain';
  return live.state === drained;
}
