import { endProcess } from './alive.ts';
import type { HostFolder } from './host-folder.ts';
import type { Crew } from './processes.ts';

/**
 * Ends all that the demo started: the bot and the load balancer, then deploys that outlived the bot, then the apps. An
 * app that a deploy starts in this very moment ends by itself: see owner.ts.
 */
export async function endEverything(crew: Crew, hosts: readonly HostFolder[]): Promise<void> {
  await crew.endAll();
  await endAll(hosts.map((host) => host.deploying()));
  await endAll(hosts.map((host) => host.pid()));
}

async function endAll(pids: readonly (number | undefined)[]): Promise<void> {
  await Promise.all(pids.filter((pid) => pid !== undefined).map((pid) => endProcess(pid, 3_000)));
}
