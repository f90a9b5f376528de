import { asFailure } from '../../model/failure.ts';
import { isActive } from '../../model/override.ts';
import { type DrainedView, drainedCard } from '../../report/held-cards.ts';
import type { Held } from '../../store/custody.ts';
import { type Desk, type Handler, sees } from '../desk.ts';

/** Everything that is out of service on our account: what it was, who took it out and why, and what it is now. */
export const drained: Handler<'drained'> = async (desk) => {
  const held = await desk.tools.store.custody.all();
  const out = held.filter(({ outSince, cluster }) => outSince !== undefined && sees(desk, cluster));
  const views = await Promise.all(out.map((each) => viewOf(desk, each)));
  return { code: 'ok', card: drainedCard(views, desk.now()) };
};

async function viewOf(desk: Desk, { outSince, ...held }: Held): Promise<DrainedView> {
  const [why, now] = await Promise.all([whyOf(desk, held.rollout, held.host), nowText(desk, held)]);
  return { ...held, ...why, now, ...(outSince && { since: outSince }) };
}

type Why = Pick<DrainedView, 'by' | 'reason' | 'until'>;

async function whyOf({ tools }: Desk, id: string, host: string): Promise<Why> {
  const { overrides, rollouts } = tools.store;
  const override = await overrides.get(id);
  if (override) {
    const { requester: by, reason, until, state, note } = override;
    const stands = isActive(state) && state !== 'out' && note !== undefined ? `${reason}; ${note}` : reason;
    return { by, reason: stands, ...(until && { until }) };
  }
  const rollout = await rollouts.get(id);
  const progress = (await rollouts.hosts(id)).find(({ host: name }) => name === host);
  const reason = progress?.reason ?? progress?.step;
  return { ...(rollout && { by: rollout.requester }), ...(reason !== undefined && { reason }) };
}

/** What the balancer says now: somebody, or a restart, may have put it back. */
async function nowText(
  { tools }: Desk,
  { cluster, pool: id, member, given }: Omit<Held, 'outSince'>,
): Promise<string> {
  const pool = tools.cluster(cluster)?.pools.find((each) => each.id === id);
  if (!pool) return `${id} is no longer in the config`;
  try {
    const live = (await tools.balancer(pool.provider).read(pool.name)).find(({ name }) => name === member);
    if (!live) return `${id} has no such member any more`;
    const { weight, state, health } = live;
    const isBack = state === 'ready' && weight > 0;
    if (isBack && given.includes(weight)) return `weight ${weight}, ${health}: on its way, by steps`;
    return isBack
      ? `IN SERVICE, weight ${weight}, ${health}: not by us`
      : `weight ${weight}, ${state}, ${health}`;
  } catch (error) {
    return asFailure(error, id).message;
  }
}
