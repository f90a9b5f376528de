import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRedisLock } from '../../src/lock/redis/redis-lock.ts';
import { Secret } from '../../src/model/secret.ts';
import { connectRedis } from '../../src/transport/redis/connection.ts';
import { createAuthority } from '../peers/certificate.ts';
import { startRedis } from '../peers/redis.ts';
import { startRedisCluster } from '../peers/redis-cluster.ts';
import { startSentinel } from '../peers/redis-sentinel.ts';
import { openDatabase } from '../store/open.ts';

const claim = { kind: 'rollout', name: 'r1', reason: 'deploy v2' } as const;
const kinds = [
  ['one server', () => startRedis({ tls: 'on', password: 'hunter2' })],
  ['a master behind sentinels', () => startSentinel(1, 'on')],
  ['a cluster', () => startRedisCluster('on')],
] as const;

describe.each(kinds)('over TLS to %s', (_, start) => {
  let peer: Awaited<ReturnType<typeof start>>;
  let database: Awaited<ReturnType<typeof openDatabase>>;
  beforeAll(async () => {
    [peer, database] = await Promise.all([start(), openDatabase()]);
  });
  afterAll(() => Promise.all([peer?.stop(), database?.close()]));

  async function open(ca: string | undefined, url = peer.url) {
    const redis = await connectRedis(
      { url: new Secret(url), ...(ca !== undefined && { ca }) },
      { timeoutMs: 10_000 },
    );
    return { redis, lock: createRedisLock({ redis, installation: 'a1b2c3d4', db: database.db }) };
  }

  it('a lock is acquired, asserted and released', async () => {
    const { redis, lock } = await open(peer.ca);
    expect(peer.url).toMatch(/^rediss/);
    const got = await lock.acquire('web', claim);
    if (!got.got) throw new Error('it was free');
    expect(await lock.assert('web', got.hold)).toBe(got.hold);
    expect(await lock.release('web', got.hold)).toBe(true);
    expect(await lock.holder('web')).toBeUndefined();
    redis.close();
  });

  it('servers whose CA it was not told to trust are refused, in one sentence that says so', async () => {
    const other = `${peer.ca}.other`;
    await writeFile(other, createAuthority('somebody else').cert);
    for (const ca of [other, undefined]) {
      const { redis, lock } = await open(ca);
      await expect(lock.acquire('web', claim)).rejects.toMatchObject({
        kind: 'unreachable',
        message: expect.stringMatching(
          /^Redis [^.]* is not reachable: self.signed certificate in certificate chain\.$/,
        ),
      });
      redis.close();
    }
    const { redis, lock } = await open(peer.ca);
    expect(await lock.holder('web')).toBeUndefined();
    redis.close();
  });

  it('a server under another name than its certificate’s is refused, in one sentence that says so', async () => {
    const { redis, lock } = await open(peer.ca, peer.url.replaceAll('localhost', '127.0.0.1'));
    await expect(lock.acquire('web', claim)).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/ is not reachable: .*IP: 127\.0\.0\.1 is not in the cert's list/),
    });
    redis.close();
  });
});
