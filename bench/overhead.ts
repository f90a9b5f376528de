import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { pino } from 'pino';
import { createAdapters } from '../src/assembly/adapters.ts';
import { assemble } from '../src/assembly/assemble.ts';
import { readConfig } from '../src/config/config.ts';
import { createLoneFleet } from '../src/fleet/fleet.ts';
import type { Config } from '../src/model/config.ts';
import type { Haproxy } from '../test/peers/haproxy.ts';
import { startHaproxy } from '../test/peers/haproxy.ts';
import { type Sshd, startSshd } from '../test/peers/sshd.ts';
import { median } from './median.ts';

const hosts = Array.from({ length: 10 }, (_, i) => `web-${String(i).padStart(2, '0')}`);
const deployCommand = 'true';

/**
 * What the bot adds to each host of a rollout, above the bare commands: the time from a host's first step to its end,
 * less what the same drain, deploy command, probe and restore take when they are sent by hand over open connections.
 */
export async function benchOverhead(
  dataDir: string,
): Promise<{ readonly botMs: number; readonly bareMs: number }> {
  const health = createServer((_, response) => response.end('ok')).listen(0, '127.0.0.1');
  await once(health, 'listening');
  const first = await startSshd();
  const clientKey = { file: first.clientKeyFile };
  const sshds = [first, ...(await Promise.all(hosts.slice(1).map(() => startSshd({ clientKey }))))];
  const haproxy = await startHaproxy(pool(health));
  try {
    const config = configOf(dataDir, { health, sshds, haproxy });
    return { botMs: median(await rolloutTimes(config)), bareMs: median(await bareTimes(config, haproxy)) };
  } finally {
    await haproxy.stop();
    await Promise.all(sshds.map((sshd) => sshd.stop()));
    health.close();
  }
}

interface Peers {
  readonly health: Server;
  readonly sshds: readonly Sshd[];
  readonly haproxy: Haproxy;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

const pool = (health: Server) => ({
  admin: 'unix' as const,
  backends: [
    {
      name: 'web',
      servers: hosts.map((name) => ({ name, address: `127.0.0.1:${portOf(health)}`, weight: 100 })),
    },
  ],
});

function configOf(dataDir: string, { health, sshds, haproxy }: Peers): Config {
  const text = JSON.stringify({
    providers: { lb: { type: 'haproxy', socket: haproxy.socketPath } },
    clusters: {
      web: {
        pools: ['lb/web'],
        hosts: sshds.map((sshd, i) => ({
          name: hosts[i],
          address: '127.0.0.1',
          ssh: { port: sshd.port, knownHosts: sshd.knownHostsFile },
        })),
        deploy: {
          ssh: { user: sshds[0]?.user, key: sshds[0]?.clientKeyFile },
          commands: [deployCommand],
        },
        verify: [{ http: `http://127.0.0.1:${portOf(health)}/`, interval: '20ms' }],
        strategy: { batch: 1 },
      },
    },
    dataDir,
  });
  const result = readConfig('bench.yml', { env: process.env, readFile: () => ({ text }) });
  if ('config' in result) return result.config;
  throw new Error(result.problems.map(({ message }) => message).join('; '));
}

/** One whole rollout; the milliseconds from each host's end to the next one's, as a chat sees them. */
async function rolloutTimes(config: Config): Promise<number[]> {
  const bot = await assemble(config, { log: pino({ level: 'error' }), groups: {}, onLost: () => undefined });
  const { rollout = '' } = await bot.intake.handle({ id: 'bench-1', person: 'bench', text: 'deploy web v1' });
  await bot.intake.handle({ id: 'bench-2', person: 'bench', text: `approve ${rollout}` });
  const ends: number[] = [];
  for await (const { card } of bot.report.follow(rollout, 0, AbortSignal.timeout(120_000))) {
    const done = card.lines?.filter(({ text }) => text.startsWith('done')).length ?? 0;
    while (ends.length < done) ends.push(performance.now());
  }
  await bot.stop();
  if (ends.length !== hosts.length)
    throw new Error(`only ${ends.length} of ${hosts.length} hosts ended well`);
  return ends.slice(1).map((end, i) => end - (ends[i] ?? end));
}

/** The same work sent by hand, with the SSH connection open: what no tool can save. */
async function bareTimes(config: Config, haproxy: Haproxy): Promise<number[]> {
  const adapters = createAdapters(config, createLoneFleet('bench'));
  const [cluster] = config.clusters;
  const [host] = cluster?.hosts ?? [];
  if (!cluster || !host) throw new Error('the bench has no host');
  const deployer = adapters.tools.deployer(cluster);
  await deployer.ask(host, 'true', 10_000);
  const times: number[] = [];
  for (const name of hosts) {
    const began = performance.now();
    await send(haproxy.socketPath, `set server web/${name} state drain`);
    await deployer.ask(host, deployCommand, 10_000);
    await fetch(urlOf(cluster)).then((response) => response.text());
    await send(haproxy.socketPath, `set server web/${name} state ready`);
    times.push(performance.now() - began);
  }
  await adapters.close();
  return times;
}

const urlOf = ({ verify: [probe] }: Config['clusters'][number]): string =>
  probe?.kind === 'http' ? probe.url : '';

async function send(socketPath: string, command: string): Promise<void> {
  const socket = connect(socketPath);
  socket.end(`${command}\n`);
  socket.resume();
  await once(socket, 'close');
}
