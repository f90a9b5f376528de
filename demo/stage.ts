import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BalancerSettings } from './balancer-settings.ts';
import { rolloutYml } from './config-file.ts';
import { healthOf } from './health-of.ts';
import { createHostFolder, type HostFolder } from './host-folder.ts';
import { freePlaces } from './places.ts';
import { until } from './processes.ts';

/** Unequal on purpose: giving back "a" weight is easy, giving back exactly the right one is the point. */
const weights = [100, 50, 10, 256];

/** Where the demo plays: a folder, four hosts in it, and the settings of what stands before them. */
export interface Stage {
  readonly folder: string;
  readonly hosts: readonly HostFolder[];
  readonly balancer: BalancerSettings;
  /** The bot's configuration file. */
  readonly config: string;
}

export async function setStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'rollout-demo-'));
  const hostsDir = join(folder, 'hosts');
  mkdirSync(hostsDir);
  const [{ port }, ...places] = await freePlaces(weights.length);
  const servers = places.map((place, i) => ({ name: `web-0${i + 1}`, weight: weights[i] ?? 0, ...place }));
  const balancer = { port, socket: join(folder, 'balancer.sock'), backend: 'web', servers, checkMs: 200 };
  const config = join(folder, 'rollout.yml');
  writeFileSync(config, rolloutYml({ balancer, hostsDir, dataDir: join(folder, 'data') }));
  const hosts = servers.map((server) =>
    createHostFolder(hostsDir, server.name, { host: server.host, port: server.port, owner: process.pid }),
  );
  return { folder, hosts, balancer, config };
}

/** Starts `release` on every host; resolves when all of them are healthy. */
export async function startApps({ hosts, balancer }: Stage, release: string): Promise<void> {
  for (const host of hosts) host.startApp(release);
  const healthy = async (): Promise<boolean> => {
    const served = await Promise.all(balancer.servers.map(healthOf));
    return served.every((text) => text === `${release} healthy`);
  };
  await until(`all apps run ${release}`, healthy, { withinMs: 15_000 });
}
