import { createAuthority } from './certificate.ts';
import { type RedisPeer, startRedis } from './redis.ts';
import { freePort, until } from './wait.ts';

export interface ClusterPeer {
  /** `redis+cluster://…`, or with TLS `rediss+cluster://…`, with the password. */
  readonly url: string;
  readonly nodes: readonly RedisPeer[];
  /** The file with the CA's certificate to trust, where it has TLS. */
  readonly ca: string;
  stop(): Promise<void>;
}

/** Starts a Redis Cluster of three masters without replicas, and waits until all of them serve. Needs Redis 7. @param tls under the name `localhost` */
export async function startRedisCluster(tls?: 'on'): Promise<ClusterPeer> {
  const password = 'hunter2';
  const authority = tls && createAuthority('the cluster of a test');
  // By their names, which the certificates are made out to, and not by their addresses.
  const named = ['--cluster-announce-hostname', 'localhost', '--cluster-preferred-endpoint-type', 'hostname'];
  const buses = await Promise.all([freePort(), freePort(), freePort()]);
  const started = await Promise.allSettled(
    buses.map((bus) =>
      startRedis({
        password,
        ...(authority && { tls: authority }),
        args: [
          ...['--cluster-enabled', 'yes', '--cluster-node-timeout', '5000', '--cluster-port', String(bus)],
          ...(tls ? named : []),
        ],
      }),
    ),
  );
  const nodes = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => node.stop()));
  };
  try {
    for (const each of started) if (each.status === 'rejected') throw each.reason;
    await join(nodes, buses);
  } catch (error) {
    await stop();
    throw error;
  }
  const hosts = nodes.map(({ port }) => `${tls ? 'localhost' : '127.0.0.1'}:${port}`).join(',');
  const url = `redis${tls ? 's' : ''}+cluster://:${password}@${hosts}`;
  return { url, nodes, ca: nodes[0]?.ca ?? '', stop };
}

const slots = 16_384;

/** Shares the slots out, and makes the nodes known to the first one, which tells the others. */
async function join(nodes: readonly RedisPeer[], buses: readonly number[]): Promise<void> {
  const share = Math.ceil(slots / nodes.length);
  for (const [i, node] of nodes.entries()) {
    const last = Math.min((i + 1) * share, slots) - 1;
    await node.command('cluster', 'addslotsrange', i * share, last);
    await node.command('cluster', 'set-config-epoch', i + 1);
    if (i > 0) await nodes[0]?.command('cluster', 'meet', '127.0.0.1', node.port, buses[i] ?? 0);
  }
  const stands = async ({ command }: RedisPeer): Promise<boolean> => {
    const info = String(await command('cluster', 'info'));
    return /^cluster_state:ok/m.test(info) && info.includes(`cluster_known_nodes:${nodes.length}`);
  };
  await until(async () => (await Promise.all(nodes.map(stands))).every(Boolean), 'the cluster', 30_000);
}
