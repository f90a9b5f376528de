import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDaemon, type Daemon } from './daemon.ts';
import { askRedis, type RedisPeer, startRedis } from './redis.ts';
import { freePort, until } from './wait.ts';

export interface SentinelPeer {
  /** `redis+sentinel://…/main/0`, with the passwords. */
  readonly url: string;
  /** The two servers; which of them is the master changes. */
  readonly servers: readonly [RedisPeer, RedisPeer];
  /** The port of the server that the sentinels call the master. */
  master(): Promise<number>;
  /** Makes the replica the master, and waits until the sentinels say so. */
  failover(): Promise<void>;
  /** Waits until the replica has all that the master has. */
  replicated(): Promise<void>;
  stop(): Promise<void>;
}

/** The servers' and the sentinels' passwords are not the same: each must be sent to the right one. */
const passwords = { servers: 'hunter2', sentinels: 'hunter3' };

/** Starts a Redis, its replica and sentinels that watch them under the name `main`. @param count 1 to 3 sentinels */
export async function startSentinel(count = 1): Promise<SentinelPeer> {
  const password = passwords.servers;
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(stops.splice(0).map((each) => each()));
  };
  try {
    const master = await startRedis({ password });
    stops.push(master.stop);
    const replica = await startRedis({ password, args: ['--replicaof', '127.0.0.1', String(master.port)] });
    stops.push(replica.stop);
    const sentinels = await Promise.all(
      Array.from({ length: count }, () => startOne(master.port, Math.ceil((count + 1) / 2), stops)),
    );
    return await handleOf(sentinels, [master, replica], stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function handleOf(
  ports: readonly number[],
  servers: readonly [RedisPeer, RedisPeer],
  stop: () => Promise<void>,
): Promise<SentinelPeer> {
  const masters = () => Promise.all(ports.map(masterBy));
  const replicated = async (): Promise<void> => {
    const [master] = await masters();
    const of = (isMaster: boolean) => servers.find(({ port }) => (port === master) === isMaster);
    await until(() => isBehindNothing(of(true), of(false)), 'the replica to have all', 30_000);
  };
  // A failover is refused until the sentinels know the replica.
  await until(
    async () => (await Promise.all(ports.map(replicasBy))).every((count) => count === 1),
    'the sentinels to find the replica',
    30_000,
  );
  await replicated();
  const hosts = ports.map((port) => `127.0.0.1:${port}`).join(',');
  return {
    url: `redis+sentinel://:${passwords.servers}@${hosts}/main/0?sentinelPassword=${passwords.sentinels}`,
    servers,
    master: async () => (await masters())[0] ?? 0,
    async failover() {
      const [before] = await masters();
      await ask(ports[0], 'failover', 'main');
      await until(async () => (await masters()).every((port) => port !== before), 'the failover', 30_000);
    },
    replicated,
    stop,
  };
}

const ask = (port: number | undefined, ...args: readonly string[]): Promise<unknown> =>
  askRedis(`redis://:${passwords.sentinels}@127.0.0.1:${port}`, 'sentinel', args);

const masterBy = async (port: number): Promise<number> =>
  Number([await ask(port, 'get-master-addr-by-name', 'main')].flat()[1]);

const replicasBy = async (port: number): Promise<number> =>
  [await ask(port, 'replicas', 'main')].flat(1).length;

/** By the offsets in `INFO replication`. */
async function isBehindNothing(master?: RedisPeer, replica?: RedisPeer): Promise<boolean> {
  const [ahead, behind] = await Promise.all(
    [master, replica].map(async (server) => String(await server?.command('info', 'replication'))),
  );
  const wrote = /^master_repl_offset:(\d+)/m.exec(ahead ?? '')?.[1];
  const read = /^slave_repl_offset:(\d+)/m.exec(behind ?? '')?.[1];
  return /^master_link_status:up/m.test(behind ?? '') && wrote !== undefined && wrote === read;
}

/** Gives the sentinel's port. */
async function startOne(master: number, quorum: number, stops: (() => Promise<void>)[]): Promise<number> {
  const dir = await mkdtemp(join(tmpdir(), 'rollout-sentinel-'));
  const port = await freePort();
  const config = join(dir, 'sentinel.conf');
  await writeFile(config, `${configLines(port, dir, master, quorum).join('\n')}\n`);
  const daemon: Daemon = createDaemon({
    command: 'redis-server',
    args: [config, '--sentinel'],
    log: join(dir, 'log'),
    answers: () => askRedis(`redis://:${passwords.sentinels}@127.0.0.1:${port}`, 'ping'),
    package: 'redis-server',
  });
  stops.push(async () => {
    await daemon.kill();
    await rm(dir, { recursive: true, force: true });
  });
  await daemon.start();
  return port;
}

const configLines = (port: number, dir: string, master: number, quorum: number): readonly string[] => [
  `port ${port}`,
  'bind 127.0.0.1',
  `dir ${dir}`,
  `requirepass ${passwords.sentinels}`,
  `sentinel monitor main 127.0.0.1 ${master} ${quorum}`,
  `sentinel auth-pass main ${passwords.servers}`,
  `sentinel sentinel-pass ${passwords.sentinels}`,
  'sentinel down-after-milliseconds main 1000',
  'sentinel failover-timeout main 10000',
];
