import { createAuthority } from './certificate.ts';
import { type RedisPeer, startRedis } from './redis.ts';
import { passwords, type Sentinel, startOneSentinel } from './sentinel.ts';
import { until } from './wait.ts';

export interface SentinelPeer {
  /** `redis+sentinel://…/main/0`, or with TLS `rediss+sentinel://…`, with the passwords. */
  readonly url: string;
  /** The two servers; which of them is the master changes. */
  readonly servers: readonly [RedisPeer, RedisPeer];
  /** The file with the CA's certificate to trust, where they have TLS. */
  readonly ca: string;
  /** The port of the server that the sentinels call the master. */
  master(): Promise<number>;
  /** Makes the replica the master, and waits until the sentinels say so. */
  failover(): Promise<void>;
  /** Waits until the replica has all that the master has. */
  replicated(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a Redis, its replica and sentinels that watch them under the name `main`.
 * @param count 1 to 3 sentinels
 * @param tls all of them, under the name `localhost`
 */
export async function startSentinel(count = 1, tls?: 'on'): Promise<SentinelPeer> {
  const authority = tls && createAuthority('the sentinels of a test');
  const host = tls ? 'localhost' : '127.0.0.1';
  const options = { password: passwords.servers, ...(authority && { tls: authority }) };
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(stops.splice(0).map((each) => each()));
  };
  try {
    // By the name that the certificates are made out to, also where the replica tells the sentinels who it is.
    const master = await startRedis({ ...options, args: ['--replica-announce-ip', host] });
    stops.push(master.stop);
    const replica = await startRedis({
      ...options,
      args: ['--replica-announce-ip', host, '--replicaof', host, String(master.port)],
    });
    stops.push(replica.stop);
    const watched = { host, port: master.port, quorum: Math.ceil((count + 1) / 2) };
    const sentinels = await Promise.all(
      Array.from({ length: count }, () => startOneSentinel(watched, authority, stops)),
    );
    return await handleOf(sentinels, [master, replica], tls, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function handleOf(
  sentinels: readonly Sentinel[],
  servers: readonly [RedisPeer, RedisPeer],
  tls: 'on' | undefined,
  stop: () => Promise<void>,
): Promise<SentinelPeer> {
  const masters = () => Promise.all(sentinels.map(masterBy));
  const replicated = async (): Promise<void> => {
    const [master] = await masters();
    const of = (isMaster: boolean) => servers.find(({ port }) => (port === master) === isMaster);
    await until(() => isBehindNothing(of(true), of(false)), 'the replica to have all', 30_000);
  };
  // A failover is refused until the sentinels know the replica.
  await until(
    async () => (await Promise.all(sentinels.map(replicasBy))).every((count) => count === 1),
    'the sentinels to find the replica',
    30_000,
  );
  await replicated();
  const hosts = sentinels.map(({ port }) => `${tls ? 'localhost' : '127.0.0.1'}:${port}`).join(',');
  const login = `:${passwords.servers}@${hosts}`;
  return {
    url: `redis${tls ? 's' : ''}+sentinel://${login}/main/0?sentinelPassword=${passwords.sentinels}`,
    servers,
    ca: servers[0].ca,
    master: async () => (await masters())[0] ?? 0,
    async failover() {
      const [before] = await masters();
      await sentinels[0]?.ask('failover', 'main');
      await until(async () => (await masters()).every((port) => port !== before), 'the failover', 30_000);
    },
    replicated,
    stop,
  };
}

const masterBy = async ({ ask }: Sentinel): Promise<number> =>
  Number([await ask('get-master-addr-by-name', 'main')].flat()[1]);

const replicasBy = async ({ ask }: Sentinel): Promise<number> =>
  [await ask('replicas', 'main')].flat(1).length;

/** By the offsets in `INFO replication`. */
async function isBehindNothing(master?: RedisPeer, replica?: RedisPeer): Promise<boolean> {
  const [ahead, behind] = await Promise.all(
    [master, replica].map(async (server) => String(await server?.command('info', 'replication'))),
  );
  const wrote = /^master_repl_offset:(\d+)/m.exec(ahead ?? '')?.[1];
  const read = /^slave_repl_offset:(\d+)/m.exec(behind ?? '')?.[1];
  return /^master_link_status:up/m.test(behind ?? '') && wrote !== undefined && wrote === read;
}
