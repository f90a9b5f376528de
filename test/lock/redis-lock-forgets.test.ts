import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Lock } from '../../src/lock/lock.ts';
import { blank, recordText, taken } from '../../src/lock/redis/record.ts';
import { createRedisLock, createShadowedLock } from '../../src/lock/redis/redis-lock.ts';
import { createShadow } from '../../src/lock/redis/shadow.ts';
import { createSlots, type Slots } from '../../src/lock/redis/slot.ts';
import { createStoreLock } from '../../src/lock/store/store-lock.ts';
import { Secret } from '../../src/model/secret.ts';
import { connectRedis, type RedisConnection } from '../../src/transport/redis/connection.ts';
import { type RedisPeer, startRedis } from '../peers/redis.ts';
import { startSentinel } from '../peers/redis-sentinel.ts';
import { openDatabase } from '../store/open.ts';

const installation = 'a1b2c3d4';
const rollout = (name: string) => ({ kind: 'rollout' as const, name, reason: `deploy v2 as ${name}` });

let peer: RedisPeer;
let redis: RedisConnection;
let database: Awaited<ReturnType<typeof openDatabase>>;
let lock: Lock;
let web: string;
let n = 0;

beforeAll(async () => {
  [peer, database] = await Promise.all([startRedis(), openDatabase()]);
  redis = await connectRedis({ url: new Secret(peer.url) }, { timeoutMs: 1_000 });
  lock = createRedisLock({ redis, installation, db: database.db, patienceMs: 0 });
});
afterAll(async () => {
  redis?.close();
  await Promise.all([peer?.stop(), database?.close()]);
});
beforeEach(() => {
  n += 1;
  web = `web-${n}`;
});

const key = () => `rollout:{${installation}}:lock:${web}`;
const hold = async (name: string): Promise<number> => {
  const got = await lock.acquire(web, rollout(name));
  if (!got.got) throw new Error(`${got.holder.name} holds it`);
  return got.hold;
};
/** Waits for the connection after a restart. */
const back = () => expect.poll(() => redis.info().then(() => 'back', String)).toBe('back');

describe('a Redis that was emptied', () => {
  it('gets every lock back: who held it holds it, under the same epoch', async () => {
    const first = await hold('r1');
    await lock.raise(web, first);
    const epoch = await lock.assert(web, first);
    await peer.restartEmpty();
    await back();
    expect(await lock.assert(web, first)).toBe(epoch);
    expect(await peer.command('get', key())).toContain('r1');
  });

  it.each([
    ['acquire', () => lock.acquire(web, rollout('r2')), { got: false, holder: { name: 'r1' } }],
    ['holder', () => lock.holder(web), { name: 'r1', hold: 1 }],
  ] as const)('is asked by %s', async (_, ask, answer) => {
    await hold('r1');
    await peer.command('flushall');
    expect(await ask()).toMatchObject(answer);
  });

  it('is asked by release, raise and steal', async () => {
    const first = await hold('r1');
    await peer.command('flushall');
    await lock.raise(web, first);
    await peer.command('flushall');
    const second = await lock.steal(web, rollout('r2'));
    expect(second).toBe(first + 2);
    await peer.command('flushall');
    expect(await lock.release(web, first)).toBe(false);
    expect(await lock.release(web, second)).toBe(true);
  });

  it('counts on from where it was, also for a lock that was free', async () => {
    const first = await hold('r1');
    await lock.release(web, first);
    await peer.command('flushall');
    expect(await lock.holder(web)).toBeUndefined();
    expect(await hold('r2')).toBeGreaterThan(first + 1);
  });

  it('is won by one of many that come at once', async () => {
    const first = await hold('r0');
    await lock.release(web, first);
    await peer.command('flushall');
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, i) => lock.acquire(web, rollout(`r${i + 1}`))),
    );
    expect(all.filter(({ got }) => got)).toHaveLength(1);
  });
});

it('goes by the newer record where Redis went back to an older one', async () => {
  const first = await hold('r1');
  const old = String(await peer.command('get', key()));
  const second = await lock.steal(web, rollout('r2'));
  await peer.command('set', key(), old);
  await expect(lock.assert(web, first)).rejects.toMatchObject({
    kind: 'lost-lock',
    message: expect.stringContaining('r2 holds it now'),
  });
  await peer.command('set', key(), old);
  expect(await lock.assert(web, second)).toBe(second);
  expect(await lock.acquire(web, rollout('r1'))).toMatchObject({ got: false, holder: { name: 'r2' } });
  await lock.release(web, second);
  await peer.command('set', key(), old);
  expect(await lock.holder(web)).toBeUndefined();
});

it('refuses whoever wrote to a Redis that forgot that again, and has one holder', async () => {
  const slots = createSlots(redis, installation);
  const shadow = createShadow(database.db);
  let done = false;
  // Between a look and its change: another one got the lock, and Redis has forgotten that as well.
  const unlucky: Slots = {
    ...slots,
    async swap(...args) {
      if (!done) {
        done = true;
        await hold('r2');
        await peer.command('del', key());
      }
      return slots.swap(...args);
    },
  };
  const other = createShadowedLock({ slots: unlucky, shadow, patienceMs: 0 });
  expect(await other.acquire(web, rollout('r1'))).toMatchObject({
    got: false,
    holder: { name: 'r2', hold: 1 },
  });
  expect(await lock.assert(web, 1)).toBe(1);
});

it('does not count a change that came too late for the database, also where Redis goes back to it', async () => {
  const first = await hold('r2');
  const late = recordText(taken(first, rollout('r1'), new Date()));
  await peer.command('set', key(), late);
  expect(await lock.acquire(web, rollout('r1'))).toMatchObject({ got: false, holder: { name: 'r2' } });
  await peer.command('set', key(), late);
  expect(await lock.assert(web, first)).toBe(first);
  expect(await peer.command('get', key())).toContain('r2');
});

it('asks a person where the database went back, and knows of another holder', async () => {
  const shadow = createShadow(database.db);
  const first = await hold('r1');
  const old = await shadow.read(web);
  const second = await lock.steal(web, rollout('r2'));
  // A backup that was put back.
  await database.db.deleteFrom('cluster_lock').where('cluster', '=', web).execute();
  await shadow.swap(web, blank, old);
  for (const each of [first, second])
    await expect(lock.assert(web, each)).rejects.toMatchObject({ kind: 'disputed', retryable: false });
});

it('takes over what the locks in the database were, and gives it back', async () => {
  const before = createStoreLock(database.db);
  const got = await before.acquire(web, rollout('r1'));
  if (!got.got) throw new Error('it was free');
  expect(await lock.assert(web, got.hold)).toBe(got.hold);
  await lock.raise(web, got.hold);
  expect(await before.assert(web, got.hold)).toBe(got.hold + 1);
  await before.release(web, got.hold);
  expect(await lock.holder(web)).toBeUndefined();
});

it('counts as locked, and says what to do, where Redis has something else there', async () => {
  const first = await hold('r1');
  await peer.command('set', key(), '{"epoch":"nonsense"}');
  const unreadable = {
    kind: 'failed',
    message: `The lock of ${web} can't be read: what ${redis.name} has at ${key()} is no lock. Delete it there; the database puts it back.`,
  };
  await expect(lock.assert(web, first)).rejects.toMatchObject(unreadable);
  await expect(lock.acquire(web, rollout('r2'))).rejects.toMatchObject(unreadable);
  await peer.command('del', key());
  expect(await lock.assert(web, first)).toBe(first);
  await peer.command('del', key());
  await peer.command('lpush', key(), 'x');
  await expect(lock.assert(web, first)).rejects.toMatchObject({ kind: 'failed' });
});

it('keeps a reason that the database could not', async () => {
  const got = await lock.acquire(web, { kind: 'person', name: 'ann', reason: 'a\0b\ud800' });
  expect(got).toMatchObject({ got: true });
  expect(await lock.holder(web)).toMatchObject({ reason: 'a\ufffdb\ufffd' });
});

it('throws with every method while Redis is away', async () => {
  const first = await hold('r1');
  await peer.kill();
  const claim = rollout('r2');
  const asked = await Promise.allSettled([
    lock.acquire(web, claim),
    lock.assert(web, first),
    lock.release(web, first),
    lock.holder(web),
    lock.steal(web, claim),
    lock.raise(web, first),
  ]);
  for (const each of asked)
    expect(each).toMatchObject({
      status: 'rejected',
      reason: { kind: expect.stringMatching(/^(unreachable|timeout)$/), retryable: true },
    });
  await peer.restart();
  await back();
  expect(await lock.assert(web, first)).toBe(first);
});

it('follows the sentinels to a replica that knows less', async () => {
  const sentinel = await startSentinel();
  const connection = await connectRedis({ url: new Secret(sentinel.url) });
  const other = createRedisLock({ redis: connection, installation, db: database.db, patienceMs: 0 });
  const got = await other.acquire(web, rollout('r1'));
  if (!got.got) throw new Error('it was free');
  await sentinel.replicated();
  await other.raise(web, got.hold);
  const epoch = await other.assert(web, got.hold);
  await sentinel.failover();
  // What had not reached the replica.
  const [, replica] = sentinel.servers;
  await replica.command('del', key());
  // The old master answers for a moment still.
  await expect
    .poll(async () => {
      const found = await other.assert(web, got.hold).catch(String);
      return [found, String(await replica.command('get', key()))];
    })
    .toEqual([epoch, expect.stringContaining('r1')]);
  connection.close();
  await sentinel.stop();
});
