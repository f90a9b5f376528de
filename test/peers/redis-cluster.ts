import { askRedis, type RedisPeer, startRedis } from './redis.ts';
import { freePort, until } from './wait.ts';

export interface ClusterPeer {
  /** `redis+cluster://…`, with the password. */
  readonly url: string;
  readonly nodes: readonly RedisPeer[];
  stop(): Promise<void>;
}

/** Starts a Redis Cluster of three masters without replicas, and waits until all of them serve. Needs Redis 7. */
export async function startRedisCluster(): Promise<ClusterPeer> {
  const password = 'hunter2';
  const buses = await Promise.all([freePort(), freePort(), freePort()]);
  const started = await Promise.allSettled(
    buses.map((bus) =>
      startRedis({
        password,
        args: ['--cluster-enabled', 'yes', '--cluster-node-timeout', '5000', '--cluster-port', String(bus)],
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
  const hosts = nodes.map(({ port }) => `127.0.0.1:${port}`).join(',');
  return { url: `redis+cluster://:${password}@${hosts}`, nodes, stop };
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
  const stands = async ({ url }: RedisPeer): Promise<boolean> => {
    const info = String(await askRedis(url, 'cluster', ['info']));
    return /^cluster_state:ok/m.test(info) && info.includes(`cluster_known_nodes:${nodes.length}`);
  };
  await until(async () => (await Promise.all(nodes.map(stands))).every(Boolean), 'the cluster', 30_000);
}
