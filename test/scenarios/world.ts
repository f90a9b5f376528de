import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Seen } from '../../demo/runtime-api.ts';
import { startTraffic, type Traffic } from '../../demo/traffic.ts';
import { type Haproxy, startHaproxy } from '../peers/haproxy.ts';
import { makeKey } from '../peers/sshd.ts';
import { freeAddresses } from './addresses.ts';
import { type Bot, createBot } from './bot.ts';
import { rolloutYml, type Settings } from './config-file.ts';
import { type Host, startHost } from './host.ts';
import { type PoolWatch, watchPool } from './pool.ts';
import { until } from './until.ts';

/** Unequal, so that a mix-up shows. */
const weights = [100, 50, 10, 1, 256];

/** Real peers: a HAProxy with one backend, hosts with SSH servers and applications behind it. */
export interface World {
  readonly haproxy: Haproxy;
  readonly url: string;
  readonly hosts: readonly Host[];
  readonly watch: PoolWatch;
  host(name: string): Host;
  /** Everything as at the beginning, a bot of its own that runs on an empty database, and traffic. */
  scene(settings?: Settings): Promise<Scene>;
  close(): Promise<void>;
}

/** One test's part of the world. */
export interface Scene extends Omit<World, 'close' | 'scene'> {
  /** The first of the bots; without a team the only one. */
  readonly bot: Bot;
  /** All replicas, each its own process with a data directory of its own. */
  readonly bots: readonly Bot[];
  readonly traffic: Traffic;
}

/** What the replicas share. */
export interface Team {
  /** An empty database's URL. */
  database(): Promise<string>;
  readonly redisUrl?: string;
}

export interface WorldOptions {
  readonly hosts?: number;
  /** Without it each scene has one bot, with the embedded database. */
  readonly team?: Team;
}

export async function openWorld({ hosts: count = 5, team }: WorldOptions = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'rollout-world-'));
  const closers: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    return await build(folder, count, closers, close, team);
  } catch (error) {
    await close();
    throw error;
  }
}

async function build(
  folder: string,
  count: number,
  closers: (() => unknown)[],
  close: () => Promise<void>,
  team: Team | undefined,
): Promise<World> {
  const clientKey = { file: makeKey(join(folder, 'client'), 'ed25519') };
  const hosts = await startHosts(folder, count, clientKey, closers);
  await Promise.all(hosts.map((host) => host.reset()));
  const haproxy = await startBalancer(hosts);
  closers.push(() => haproxy.stop());
  const watch = watchPool(haproxy.socketPath, 'web');
  closers.push(() => watch.stop());
  const url = `http://${haproxy.frontend.host}:${haproxy.frontend.port}`;
  const parts = { haproxy, url, hosts, watch, host: (name: string) => named(hosts, name) };
  let scenes = 0;
  let endLast = async (): Promise<unknown> => undefined;
  closers.push(() => endLast());
  return {
    ...parts,
    async scene(settings = {}) {
      await endLast();
      await reset(parts);
      scenes += 1;
      const shared = team && { database: await team.database(), redisUrl: team.redisUrl };
      const around = { hosts, socket: haproxy.socketPath, clientKey: clientKey.file };
      const bots = Array.from({ length: settings.replicas ?? 1 }, (_, i) =>
        createBot(
          ...placeOfBot(join(folder, `bot-${scenes}-${i}`), (dataDir) =>
            rolloutYml({ ...around, dataDir }, withTeam(settings, shared, i)),
          ),
        ),
      );
      const [bot] = bots;
      if (!bot) throw new Error('a scene has at least one bot');
      const traffic = startTraffic({ url, perSecond: 60, slowEvery: 5, timeoutMs: 30_000 });
      endLast = async () => {
        await Promise.all(bots.map((each) => each.close()));
        await traffic.stop();
      };
      for (const each of bots) await each.start();
      return { ...parts, bot, bots, traffic };
    },
    close,
  };
}

/** The settings of one replica; `through` may lead it to the shared things by a way of its own. */
function withTeam(
  settings: Settings,
  shared: { readonly database: string; readonly redisUrl: string | undefined } | undefined,
  replica: number,
): Settings {
  if (!shared) return settings;
  const through = settings.through ?? ((url: string) => url);
  const { sshPort } = settings;
  const portOf = sshPort && ((host: string, port: number) => sshPort(host, port, replica));
  const store = { url: through(shared.database, replica, 'database') };
  const locks = shared.redisUrl && { url: through(shared.redisUrl, replica, 'redis') };
  const more = { ...settings.more, store, ...(locks && { locks }) };
  return { ...settings, more, ...(portOf && { portOf }) };
}

async function startHosts(
  folder: string,
  count: number,
  clientKey: { readonly file: string },
  closers: (() => unknown)[],
): Promise<readonly Host[]> {
  const { addresses, port } = await freeAddresses(count);
  const starting = addresses.map(async (address, i) => {
    const place = { name: `web-0${i + 1}`, weight: weights[i] ?? 1, address, port };
    const host = await startHost(folder, place, clientKey);
    closers.push(() => host.stop());
    return host;
  });
  return Promise.all(starting);
}

/** `other` has servers of the same names, which nobody asked to be touched. `retries 0`: no failed request is hidden. */
function startBalancer(hosts: readonly Host[]): Promise<Haproxy> {
  const servers = hosts.map(({ name, weight, address, port }) => ({
    name,
    weight,
    address: `${address}:${port}`,
    check: { intervalMs: 100, path: '/health' },
  }));
  const toHosts = hosts.map(({ name }) => `use-server ${name} if { path_beg /hang/${name} }`);
  return startHaproxy({
    admin: 'unix',
    backends: [
      {
        name: 'web',
        servers,
        options: ['retries 0', 'timeout connect 10s', 'timeout check 10s', ...toHosts],
      },
      { name: 'other', servers: servers.map(({ check: _, ...server }) => server) },
    ],
  });
}

/** Out of maint a server is up at once, until a check fails. */
async function reset({ haproxy, hosts, watch }: Pick<World, 'haproxy' | 'hosts' | 'watch'>): Promise<void> {
  for (const { name } of hosts) await haproxy.command(`set server web/${name} state maint`);
  await Promise.all(hosts.map((host) => host.reset()));
  for (const { name, weight } of hosts) {
    await haproxy.command(`set server web/${name} weight ${weight}`);
    await haproxy.command(`set server web/${name} state ready`);
  }
  const inService = ({ state, running }: Seen) => state === 'ready' && running;
  await until('all servers are in service', () => watch.now().every(inService) && watch.now().length > 0);
  watch.reset();
}

/** A data directory with a new database, and the configuration beside it. */
function placeOfBot(dataDir: string, yml: (dataDir: string) => string): [config: string, dataDir: string] {
  mkdirSync(dataDir);
  cpSync(inject('templateDatabase'), dataDir, { recursive: true });
  const config = `${dataDir}.yml`;
  writeFileSync(config, yml(dataDir));
  return [config, dataDir];
}

function named(hosts: readonly Host[], name: string): Host {
  const found = hosts.find((host) => host.name === name);
  if (!found) throw new Error(`the world has no host ${name}`);
  return found;
}
