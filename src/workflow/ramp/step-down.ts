import { type At, clusterOf, hostOf } from '../at.ts';
import { isOverrides } from '../claims.ts';
import { demandHoldingNow } from '../holding.ts';
import { pick } from '../members.ts';
import type { Tools } from '../tools.ts';
import { bySteps, orAtOnce } from './by-steps.ts';
import { type Change, give, type Holding } from './holding.ts';

/** Lowers the weights of a host's members step by step, in the order of draining. An abort ends it where it is. */
export async function stepDown(tools: Tools, at: At, signal: AbortSignal): Promise<void> {
  const { drain } = clusterOf(tools, at.cluster).strategy;
  if (!drain) return;
  const holding: Holding = {
    at,
    members: hostOf(tools, at).members,
    withinMs: tools.pace.patienceMs,
    isMine: (held) => held.rollout === at.rollout && !isOverrides(held),
    demandRight: () => demandHoldingNow(tools, at),
  };
  const way = { ...drain, way: 'out', change: lower(tools, holding) } as const;
  await orAtOnce(tools, holding, 'out', () => bySteps(tools, holding, way, signal));
}

/** What has less already, or was taken out by somebody, is left so. */
const lower =
  (tools: Tools, holding: Holding): Change =>
  async ({ balancer, ref }, weight) => {
    const { pool, member } = ref;
    const live = pick(await balancer.read(pool.name), ref);
    if (live.state !== 'ready' || live.weight <= weight) return;
    await give(tools, holding, ref, weight, () => balancer.setWeight(pool.name, member, weight));
  };
