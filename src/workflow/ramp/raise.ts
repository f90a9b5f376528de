import { pick } from '../members.ts';
import type { Tools } from '../tools.ts';
import { type Change, give, type Holding } from './holding.ts';

/** What serves with more already keeps that: a step never takes anything away. */
export const raise =
  (tools: Tools, holding: Holding): Change =>
  async ({ balancer, ref, held }, weight) => {
    const { pool, member } = ref;
    const live = pick(await balancer.read(pool.name), ref);
    if (live.state === 'ready' && live.weight >= weight) return;
    const part = { ...held.saved, weight };
    await give(tools, holding, ref, weight, () => balancer.apply(pool.name, member, part));
  };
