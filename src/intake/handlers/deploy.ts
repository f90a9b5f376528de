import type { Sizes } from '../../model/plan.ts';
import { mayDeploy } from '../../policy/access.ts';
import { clusterNamed, demand, type Handler } from '../desk.ts';
import { hostsNamed, propose } from '../propose.ts';

export const deploy: Handler<'deploy'> = (desk, command, request) => {
  const cluster = clusterNamed(desk, command.cluster);
  demand(mayDeploy(cluster.access, cluster.name, request));
  const { strategy } = cluster;
  const canary = command.canary ?? strategy.canary;
  const sizes: Sizes = {
    batches: command.batch ? [command.batch] : strategy.batches,
    ...(canary && { canary }),
  };
  const hosts = hostsNamed(cluster, command.hosts).map((host) => ({ host, to: command.release }));
  const wish = { cluster, kind: 'deploy' as const, release: command.release, hosts };
  return propose(desk, { wish, sizes, command }, request);
};
