import type { Pool } from '../../model/cluster.ts';
import { isActive, type Override } from '../../model/override.ts';
import { type HeldView, membersCard, type PoolView } from '../../report/members-card.ts';
import type { Held } from '../../store/custody.ts';
import { told } from '../../text/told.ts';
import { lookWithOurs } from '../checkup/ours.ts';
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

async function viewOf({ tools }: Desk, pool: Pool, { held, active }: Ours): Promise<PoolView> {
  const mine = held.filter((each) => each.pool === pool.id && each.outSince !== undefined);
  const { look, ours } = await lookWithOurs(tools, pool);
  const view = {
    pool: pool.id,
    ours,
    held: new Map(mine.map((each) => [each.member, heldView(each, active)])),
  };
  return 'members' in look ? { ...view, ...look } : { ...view, members: [], problem: told(look.problem) };
}

function heldView({ saved, rollout }: Held, active: readonly Override[]): HeldView {
  const override = active.find(({ id }) => id === rollout);
  return { saved, by: rollout, ...(override && { override }) };
}
