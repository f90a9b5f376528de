import type { Pool } from '../../model/cluster.ts';
import { asFailure } from '../../model/failure.ts';
import { isActive, type Override } from '../../model/override.ts';
import { type HeldView, membersCard, type PoolView } from '../../report/members-card.ts';
import type { Held } from '../../store/custody.ts';
import { clusterNamed, type Desk, type Handler } from '../desk.ts';

/** Every member of every pool, read just now, with who holds it out. */
export const members: Handler<'members'> = async (desk, command) => {
  const { name: cluster, pools } = clusterNamed(desk, command.cluster);
  const { custody, overrides } = desk.tools.store;
  const [held, unfinished] = await Promise.all([custody.all(cluster), overrides.unfinished(cluster)]);
  const active = unfinished.filter(({ state }) => isActive(state));
  const views = await Promise.all(pools.map((pool) => viewOf(desk, pool, { held, active })));
  const failed = views.some(({ problem }) => problem !== undefined);
  return { code: failed ? 'failed' : 'ok', card: membersCard({ cluster, pools: views }, desk.now()) };
};

interface Ours {
  readonly held: readonly Held[];
  readonly active: readonly Override[];
}

async function viewOf(
  { tools }: Desk,
  { id, provider, name }: Pool,
  { held, active }: Ours,
): Promise<PoolView> {
  const ours = held.filter(({ pool, outSince }) => pool === id && outSince !== undefined);
  const view = { pool: id, held: new Map(ours.map((each) => [each.member, heldView(each, active)])) };
  try {
    return { ...view, members: await tools.balancer(provider).read(name) };
  } catch (error) {
    return { ...view, members: [], problem: asFailure(error, id).message };
  }
}

function heldView({ saved, rollout }: Held, active: readonly Override[]): HeldView {
  const override = active.find(({ id }) => id === rollout);
  return { saved, by: rollout, ...(override && { override }) };
}
