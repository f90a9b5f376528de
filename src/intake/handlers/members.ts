import type { Pool } from '../../model/cluster.ts';
import { asFailure } from '../../model/failure.ts';
import { membersCard, type PoolView } from '../../report/members-card.ts';
import type { Held } from '../../store/custody.ts';
import { clusterNamed, type Desk, type Handler } from '../desk.ts';

export const members: Handler<'members'> = async (desk, command) => {
  const cluster = clusterNamed(desk, command.cluster);
  const held = await desk.tools.store.custody.all(cluster.name);
  const pools = await Promise.all(cluster.pools.map((pool) => viewOf(desk, pool, held)));
  const failed = pools.some(({ problem }) => problem !== undefined);
  return { code: failed ? 'failed' : 'ok', card: membersCard({ cluster: cluster.name, pools }) };
};

async function viewOf(
  { tools }: Desk,
  { id, provider, name }: Pool,
  held: readonly Held[],
): Promise<PoolView> {
  const ours = held.filter(({ pool, outSince }) => pool === id && outSince !== undefined);
  const view = { pool: id, held: new Map(ours.map(({ member, saved }) => [member, saved])) };
  try {
    return { ...view, members: await tools.balancer(provider).read(name) };
  } catch (error) {
    return { ...view, members: [], problem: asFailure(error, id).message };
  }
}
