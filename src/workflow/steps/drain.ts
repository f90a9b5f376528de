import type { MemberRef } from '../../model/cluster.ts';
import { Failure } from '../../model/failure.ts';
import { sameAs, savedOf } from '../../model/member.ts';
import { mayTakeOut } from '../../policy/capacity.ts';
import { type At, clusterOf, hostOf, memberName, tell } from '../at.ts';
import { pick, withBalancer } from '../members.ts';
import { rest } from '../patience.ts';
import { gate, whileWanted } from '../steering.ts';
import type { Tools } from '../tools.ts';
import { ok, type Step, stopped } from './step.ts';

/**
 * Takes the host out of all its pools, in order, as soon as every pool can spare it. The capacity check and the drain
 * happen in one turn per cluster, so that two hosts never pass the check on the same spare capacity.
 */
export const drain: Step = (tools, at) =>
  whileWanted(tools, at, async (signal) => {
    const waiting = createCapacityWait(tools, at);
    for (;;) {
      if ((await gate(tools, at)) === 'stop') return stopped;
      const lacking = await tools.turns.inTurn(at.cluster, () => drainIfSpare(tools, at, signal));
      if (lacking === undefined) return ok;
      await waiting.orGiveUp(lacking);
      await rest(200, signal);
    }
  });

/** Drains, or says why a pool can't spare the host now. */
async function drainIfSpare(tools: Tools, at: At, signal: AbortSignal): Promise<string | undefined> {
  const { members } = hostOf(tools, at);
  for (const ref of members) {
    const lacking = await lackOf(tools, at, ref, signal);
    if (lacking !== undefined) return lacking;
  }
  for (const ref of members) await drainMember(tools, at, ref, signal);
  return undefined;
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
  const { strategy } = clusterOf(tools, at.cluster);
  await refresh(tools, at, ref, pick(live, ref));
  const decision = mayTakeOut(ref.pool.id, live, ref.member, strategy);
  return decision.allowed ? undefined : decision.reason;
}

/** Until the first change, a weight that somebody sets is the one to give back. */
async function refresh(tools: Tools, at: At, ref: MemberRef, live: ReturnType<typeof pick>): Promise<void> {
  const held = await tools.store.custody.of(ref.pool.id, ref.member);
  if (!held || held.outSince || sameAs(held.saved, live)) return;
  const saved = savedOf(live);
  const { host } = at;
  const key = `held/${memberName(ref)}/${saved.weight}/${saved.state}`;
  await tell(tools, at, key, { type: 'held', host, pool: ref.pool.id, member: ref.member, saved });
}

/** Durable mark, then the lock, then the change: in this order, so that a crash anywhere leaves a member that is known. */
export async function drainMember(tools: Tools, at: At, ref: MemberRef, signal: AbortSignal): Promise<void> {
  await tools.store.custody.markChanging(ref.pool.id, ref.member);
  await withBalancer(tools, at, ref.pool, { signal }, async (balancer) => {
    await tools.lock.assert(at.cluster, at.epoch);
    await balancer.drain(ref.pool.name, ref.member);
  });
}

/** The time that a host waits for capacity runs only while no other host of the rollout is on its way back. */
function createCapacityWait(tools: Tools, at: At) {
  const { capacityWithinMs } = clusterOf(tools, at.cluster).strategy;
  let since = performance.now();
  return {
    async orGiveUp(reason: string): Promise<void> {
      await tell(tools, at, 'capacity', { type: 'note', host: at.host, text: `${at.host} waits: ${reason}` });
      const hosts = await tools.store.rollouts.hosts(at.rollout);
      const underWay = hosts.some(
        ({ host, outcome, step }) => host !== at.host && outcome === 'active' && step !== 'drain',
      );
      if (underWay) since = performance.now();
      if (performance.now() - since >= capacityWithinMs) throw new Failure('failed', at.host, reason);
    },
  };
}
