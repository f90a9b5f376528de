import type { Cluster } from '../../model/cluster.ts';
import { asFailure } from '../../model/failure.ts';
import { inService } from '../../model/member.ts';
import { type ClusterView, statusCard } from '../../report/status-card.ts';
import { say } from '../../text/say.ts';
import { told } from '../../text/told.ts';
import { clusterNamed, type Desk, type Handler, sees } from '../desk.ts';
import { freezeOf } from '../frozen.ts';
import { reasonOf } from '../locked.ts';
import { overrideShown } from '../overrides.ts';
import { shown } from '../shown.ts';

/** `status`, `status web`, `status o5` or `status r12`; the last one is followed to its end. */
export const status: Handler<'status'> = async (desk, { subject }) => {
  const rollout = subject === undefined ? undefined : await desk.tools.store.rollouts.get(subject);
  if (rollout && sees(desk, rollout.cluster)) return shown(desk, rollout.id);
  const override = subject === undefined ? undefined : await desk.tools.store.overrides.get(subject);
  if (override && sees(desk, override.cluster)) return overrideShown(desk, override.id);
  const clusters = subject === undefined ? desk.clusters : [clusterNamed(desk, subject)];
  const views = await Promise.all(clusters.map((cluster) => viewOf(desk, cluster)));
  return { code: 'ok', card: statusCard(views, desk.now()) };
};

async function viewOf(desk: Desk, cluster: Cluster): Promise<ClusterView> {
  const { store, lock } = desk.tools;
  const [pools, held, holder, unfinished, overrides, freeze] = await Promise.all([
    Promise.all(cluster.pools.map((pool) => poolOf(desk, pool))),
    store.custody.all(cluster.name),
    lock.holder(cluster.name),
    store.rollouts.unfinished(),
    store.overrides.unfinished(cluster.name),
    freezeOf(desk, cluster),
  ]);
  const mine = unfinished.filter((each) => each.cluster === cluster.name);
  const rollout = mine.find(({ state }) => state !== 'awaiting-approval');
  const hosts = rollout && (await store.rollouts.hosts(rollout.id));
  return {
    cluster: cluster.name,
    hosts: cluster.hosts.length,
    pools,
    heldOut: held
      .filter(({ outSince }) => outSince !== undefined)
      .map(({ pool, member }) => say`${member} in ${pool}`),
    awaiting: [...mine, ...overrides].filter(({ state }) => state === 'awaiting-approval'),
    ...(freeze && { freeze }),
    ...(rollout && hosts && { rollout: { rollout, hosts } }),
    ...(holder && { lock: { holder: holder.name, reason: reasonOf(holder) } }),
  };
}

async function poolOf(
  { tools }: Desk,
  { id, provider, name }: Cluster['pools'][number],
): Promise<ClusterView['pools'][number]> {
  try {
    const members = await tools.balancer(provider).read(name);
    return { pool: id, members: members.length, inService: members.filter(inService).length };
  } catch (error) {
    return { pool: id, members: 0, inService: 0, problem: told(asFailure(error, id).message) };
  }
}
