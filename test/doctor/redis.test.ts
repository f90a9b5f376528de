import { afterEach, expect, it } from 'vitest';
import { examine } from '../../src/doctor/examine.ts';
import type { Config, RedisLocks } from '../../src/model/config.ts';
import { Secret } from '../../src/model/secret.ts';
import { type RedisOptions, startRedis } from '../peers/redis.ts';
import { startRedisCluster } from '../peers/redis-cluster.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(stops.splice(0).map((stop) => stop())));

const start = async (options?: RedisOptions) => {
  const redis = await startRedis(options);
  stops.push(redis.stop);
  return redis;
};

const reach = {
  balancer: () => {
    throw new Error('no cluster has a pool here');
  },
  deployer: () => {
    throw new Error('no cluster has a host here');
  },
};

/** What `rollout doctor` says of the locks: whether that is well, where they are, and the answer. */
async function told(locks: Omit<RedisLocks, 'kind'>): Promise<readonly (string | undefined)[]> {
  const config: Config = {
    ...{ providers: [], clusters: [], people: [], groups: [], freezes: [] },
    store: { kind: 'embedded' },
    locks: { kind: 'redis', ...locks },
    chat: { local: { enabled: true } },
    ...{ dataDir: '/data', approvalExpiresMs: 1, language: 'en' as const },
  };
  const found = (await examine(config, reach)).find(({ what }) => what === 'locks');
  return [found?.mark, found?.where, found?.answer];
}

it('says version and role', async () => {
  const redis = await start();
  expect(await told({ url: new Secret(redis.url) })).toEqual([
    'ok',
    `Redis at 127.0.0.1:${redis.port}`,
    expect.stringMatching(/^Redis \d+\.\d+\.\d+, master$/),
  ]);
});

it('warns of a Redis that throws keys away', async () => {
  const redis = await start({ args: ['--maxmemory-policy', 'allkeys-lru'] });
  expect(await told({ url: new Secret(redis.url) })).toEqual([
    'ok',
    `Redis at 127.0.0.1:${redis.port}`,
    expect.stringMatching(
      /, master; throws keys away when its memory is full \(allkeys-lru\): set `maxmemory-policy noeviction`$/,
    ),
  ]);
});

it('refuses a replica', async () => {
  const [master, name] = [await start(), 'Redis at 127.0.0.1:'];
  const replica = await start({ args: ['--replicaof', '127.0.0.1', String(master.port)] });
  await expect
    .poll(() => told({ url: new Secret(replica.url) }))
    .toEqual([
      'wrong',
      `${name}${replica.port}`,
      `${name}${replica.port} is a replica, and takes no changes: name the master, or its sentinels.`,
    ]);
});

it('knows the masters of a cluster', async () => {
  const cluster = await startRedisCluster();
  stops.push(cluster.stop);
  const [well, , answer] = await told({ url: new Secret(cluster.url) });
  expect([well, answer]).toEqual(['ok', expect.stringMatching(/^Redis [\d.]+, 3 masters$/)]);
});

it('says why a Redis can not be had, without its password', async () => {
  const redis = await start({ password: 'right' });
  const at = `127.0.0.1:${redis.port}`;
  expect(await told({ url: new Secret(`redis://:hunter2@${at}`) })).toEqual([
    'wrong',
    `Redis at ${at}`,
    expect.stringMatching(new RegExp(`^Redis at ${at} does not let the bot in: WRONGPASS .*[^.]\\.$`)),
  ]);
  await redis.kill();
  expect(await told({ url: new Secret(redis.url) })).toEqual([
    'wrong',
    `Redis at ${at}`,
    `Redis at ${at} is not reachable: connect ECONNREFUSED ${at}.`,
  ]);
});

it('says that the certificates are not there', async () => {
  expect(await told({ url: new Secret('rediss://h'), ca: '/no/such/ca.pem' })).toEqual([
    'wrong',
    'Redis at h:6379',
    "The certificates for Redis at h:6379 can't be read from /no/such/ca.pem.",
  ]);
});
