import type { Cluster } from '../../model/cluster.ts';
import type { Command } from '../../model/command.ts';
import { isFinal, type Rollout } from '../../model/rollout.ts';
import { labelOf } from '../../plan/take-back.ts';
import { mayDeploy } from '../../policy/access.ts';
import { kept, say } from '../../text/say.ts';
import { clusterNamed, type Desk, demand, type Handler, Refusal, sees } from '../desk.ts';
import type { Answer, Asked } from '../intake.ts';
import { hostsNamed, propose } from '../propose.ts';
import { steerWith } from './steer.ts';

type Rollback = Extract<Command, { verb: 'rollback' }>;

/** `rollback web`, `rollback web v1`, or `rollback r12`: a running rollout is stopped and taken back. */
export const rollback: Handler<'rollback'> = async (desk, command, request) => {
  const found = await desk.tools.store.rollouts.get(command.subject);
  const named = found && sees(desk, found.cluster) ? found : undefined;
  if (named && !isFinal(named.state)) return steerWith(desk, { rollout: named, verb: 'rollback' }, request);
  const cluster = clusterNamed(desk, named?.cluster ?? command.subject);
  demand(mayDeploy(cluster.access, cluster.name, request));
  if (command.release !== undefined) return toRelease(desk, cluster, command.release, command, request);
  return takeBack(desk, cluster, named ?? (await lastOf(desk, cluster)), command, request);
};

function toRelease(
  desk: Desk,
  cluster: Cluster,
  release: string,
  command: Rollback,
  request: Asked,
): Promise<Answer> {
  const hosts = hostsNamed(cluster, command.hosts).map((host) => ({ host, to: release }));
  const wish = { cluster, kind: 'rollback' as const, release, hosts };
  return propose(desk, { wish, sizes: { batches: cluster.strategy.batches }, command }, request);
}

async function takeBack(
  desk: Desk,
  cluster: Cluster,
  rollout: Rollout,
  command: Rollback,
  request: Asked,
): Promise<Answer> {
  const progress = await desk.tools.store.rollouts.hosts(rollout.id);
  const wanted = new Set(hostsNamed(cluster, command.hosts).map(({ name }) => name));
  const before = new Map(
    progress.flatMap(({ host, touched, from }) =>
      touched && from !== undefined && wanted.has(host) ? [[host, from]] : [],
    ),
  );
  const hosts = cluster.hosts.toReversed().flatMap((host) => {
    const to = before.get(host.name);
    return to === undefined ? [] : [{ host, to }];
  });
  if (hosts.length === 0) {
    throw new Refusal(
      'refused',
      say`No earlier release is known for the hosts of ${rollout.id}: name one, as in \`rollback ${cluster.name} v1\``,
    );
  }
  const unknown = progress
    .filter(({ touched, from }) => touched && from === undefined)
    .map(({ host }) => host);
  const notes =
    unknown.length > 0
      ? [kept`No earlier release is known for ${unknown.join(', ')}: not in this plan.`]
      : [];
  const wish = { cluster, kind: 'rollback' as const, release: labelOf(hosts), hosts };
  const sizes = { batches: cluster.strategy.batches };
  return propose(desk, { wish, sizes, command, rollsBack: rollout.id, notes }, request);
}

/** The cluster's newest rollout that changed something and was not taken back since. */
async function lastOf(desk: Desk, cluster: Cluster): Promise<Rollout> {
  const { rollouts } = desk.tools.store;
  const history = await rollouts.history(cluster.name, 50);
  const running = history.find(({ state }) => !isFinal(state) && state !== 'awaiting-approval');
  if (running) {
    const text = say`${running.id} is under way on ${cluster.name}: \`rollback ${running.id}\` takes that one back`;
    throw new Refusal('refused', text);
  }
  const takenBack = new Set(
    history.filter(({ state }) => state === 'succeeded').map(({ rollsBack }) => rollsBack),
  );
  for (const rollout of history.filter(({ id, kind }) => kind !== 'rollback' && !takenBack.has(id))) {
    if ((await rollouts.hosts(rollout.id)).some(({ touched }) => touched)) return rollout;
  }
  const text = say`${cluster.name} has no rollout to take back: name a release, as in \`rollback ${cluster.name} v1\``;
  throw new Refusal('refused', text);
}
