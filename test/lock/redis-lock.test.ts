import { createRedisLock } from '../../src/lock/redis/redis-lock.ts';
import { Secret } from '../../src/model/secret.ts';
import { connectRedis } from '../../src/transport/redis/connection.ts';
import { lockConformance } from '../conformance/lock.ts';
import { startRedis } from '../peers/redis.ts';
import { startRedisCluster } from '../peers/redis-cluster.ts';
import { startSentinel } from '../peers/redis-sentinel.ts';
import { openDatabase } from '../store/open.ts';

interface Peer {
  readonly url: string;
  stop(): Promise<void>;
}

const conformance = (name: string, start: () => Promise<Peer>): void =>
  lockConformance(name, async () => {
    const [peer, { db, close }] = await Promise.all([start(), openDatabase()]);
    const clock = { at: new Date('2026-01-01T00:00:00Z') };
    const redis = await connectRedis({ url: new Secret(peer.url) }, { timeoutMs: 10_000 });
    return {
      lock: createRedisLock({ redis, installation: 'a1b2c3d4', db, now: () => clock.at }),
      clock,
      async close() {
        redis.close();
        await Promise.all([peer.stop(), close()]);
      },
    };
  });

conformance('the lock in Redis', startRedis);
conformance('the lock in a Redis Cluster', startRedisCluster);
conformance('the lock in a Redis behind sentinels', startSentinel);
