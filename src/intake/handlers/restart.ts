import { labelOf } from '../../plan/take-back.ts';
import { mayDeploy } from '../../policy/access.ts';
import { say } from '../../text/say.ts';
import { gatherFacts } from '../../workflow/facts.ts';
import { clusterNamed, demand, type Handler, Refusal } from '../desk.ts';
import { hostsNamed, propose } from '../propose.ts';

/** The same releases once more: every host keeps the one that it runs. */
export const restart: Handler<'restart'> = async (desk, command, request) => {
  const cluster = clusterNamed(desk, command.cluster);
  demand(mayDeploy(cluster.access, cluster.name, request));
  const { commands, restart: instead } = cluster.deploy;
  if (!instead && commands.length === 0) {
    throw new Refusal(
      'refused',
      say`${cluster.name} has no command that could restart it: set deploy.restart in the config`,
    );
  }
  const { releases } = await gatherFacts(desk.tools, cluster);
  const hosts = hostsNamed(cluster, command.hosts).map((host) => ({
    host,
    to: releases.get(host.name) ?? 'unknown',
  }));
  const sizes = { batches: command.batch ? [command.batch] : cluster.strategy.batches };
  const wish = { cluster, kind: 'restart' as const, release: labelOf(hosts), hosts };
  return propose(desk, { wish, sizes, command }, request);
};
