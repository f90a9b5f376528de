import { randomUUID } from 'node:crypto';
import { type MemberRef, namesIn } from '../../model/cluster.ts';
import { sameAs, savedOf } from '../../model/member.ts';
import { mayTakeOut } from '../../policy/capacity.ts';
import { type At, clusterOf, hostOf, memberName, tell } from '../at.ts';
import { demandOurs } from '../claims.ts';
import { demandHoldingNow, unlessAway } from '../holding.ts';
import { drainMember, pick, withBalancer } from '../members.ts';
import { stepDown } from '../ramp/step-down.ts';
import { gate, whileWanted } from '../steering.ts';
import type { Tools } from '../tools.ts';
import { createCapacityWait } from './capacity-wait.ts';
import { ok, type Step, type StepEnd, stopped } from './step.ts';

/**
 * Takes the host out of all its pools, in order, as soon as every pool can spare it. The capacity check and the drain
 * happen in one turn per pool, so that two hosts never pass the check on the same spare capacity, whatever cluster they
 * belong to. While the locks can't be read no turn is held: others give back, and take out by hand, meanwhile.
 */
export const drain: Step = (tools, at) =>
  whileWanted(tools, at, async (signal) => {
    const waiting = createCapacityWait(tools, at);
    const pools = hostOf(tools, at).members.map(({ pool }) => pool.id);
    for (;;) {
      if ((await gate(tools, at)) === 'stop') return stopped;
      const tried = await unlessAway(tools, at, signal, () =>
        tools.turns.inTurns(pools, () => drainIfSpare(tools, at, signal)),
      );
      if (!tried) continue;
      if (tried.got === undefined) return goOut(tools, at, signal);
      await waiting.orGiveUp(tried.got, signal);
    }
  });

/**
 * Drains, or says why a pool can't spare the host now. Where its weight goes down by steps first, it is only marked: it
 * counts as out from then on.
 */
async function drainIfSpare(tools: Tools, at: At, signal: AbortSignal): Promise<string | undefined> {
  const { members } = hostOf(tools, at);
  await demandOurs(tools, at);
  // Before anything counts as out: it may be a while until it is.
  await demandHoldingNow(tools, at);
  for (const ref of members) {
    const lacking = await lackOf(tools, at, ref, signal);
    if (lacking !== undefined) return lacking;
  }
  for (const ref of members) {
    await tellDraining(tools, at, ref);
    if (goesBySteps(tools, at)) await tools.store.custody.markChanging(ref.pool.id, ref.member);
    else await drainMember(tools, at, ref, signal);
  }
  return undefined;
}

const goesBySteps = (tools: Tools, at: At): boolean =>
  clusterOf(tools, at.cluster).strategy.drain !== undefined;

/** What was marked goes down step by step, and is drained after the last one. */
async function goOut(tools: Tools, at: At, signal: AbortSignal): Promise<StepEnd> {
  if (!goesBySteps(tools, at)) return ok;
  for (;;) {
    const tried = await unlessAway(tools, at, signal, async () => {
      await stepDown(tools, at, signal);
      if (signal.aborted) return stopped;
      await drainAll(tools, at, signal);
      return ok;
    });
    if (tried) return tried.got;
    if (signal.aborted) return stopped;
  }
}

function drainAll(tools: Tools, at: At, signal: AbortSignal): Promise<void> {
  const { members } = hostOf(tools, at);
  const pools = members.map(({ pool }) => pool.id);
  return tools.turns.inTurns(pools, async () => {
    await demandOurs(tools, at);
    for (const ref of members) await drainMember(tools, at, ref, signal);
  });
}

async function tellDraining(tools: Tools, at: At, ref: MemberRef): Promise<void> {
  const held = await tools.store.custody.of(ref.pool.id, ref.member);
  if (!held || held.outSince) return;
  const { host, pool, member, saved } = held;
  const body = { type: 'draining' as const, host, pool, member, saved };
  await tell(tools, at, `draining/${memberName(ref)}`, body);
}

async function lackOf(
  tools: Tools,
  at: At,
  ref: MemberRef,
  signal: AbortSignal,
): Promise<string | undefined> {
  const live = await withBalancer(tools, at, ref.pool, { signal }, (balancer) =>
    balancer.read(ref.pool.name),
  );
  await refresh(tools, at, ref, pick(live, ref));
  const out = await tools.store.custody.outOf(ref.pool.id);
  const decision = mayTakeOut(
    { pool: ref.pool.id, live, out },
    namesIn(hostOf(tools, at), ref.pool),
    clusterOf(tools, at.cluster).strategy,
  );
  return decision.allowed ? undefined : decision.reason;
}

/** Until the first change, a weight that somebody sets is the one to give back. */
async function refresh(tools: Tools, at: At, ref: MemberRef, live: ReturnType<typeof pick>): Promise<void> {
  const held = await tools.store.custody.of(ref.pool.id, ref.member);
  if (!held || held.outSince || sameAs(held.saved, live)) return;
  const saved = savedOf(live);
  const { host } = at;
  const key = `held/${memberName(ref)}/${randomUUID()}`;
  await tell(tools, at, key, { type: 'held', host, pool: ref.pool.id, member: ref.member, saved });
}
