import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRedisRoster } from '../../src/fleet/redis/roster.ts';
import type { Roster } from '../../src/fleet/roster.ts';
import { Secret } from '../../src/model/secret.ts';
import { connectRedis, type RedisConnection } from '../../src/transport/redis/connection.ts';
import { type Cut, startCut } from '../peers/cut.ts';
import { type RedisPeer, startRedis } from '../peers/redis.ts';

const timeoutMs = 500;
let redis: RedisPeer;
let cut: Cut;
const open: RedisConnection[] = [];

beforeEach(async () => {
  redis = await startRedis();
  cut = await startCut(redis.port);
});
afterEach(async () => {
  for (const connection of open.splice(0)) connection.close();
  await cut.stop();
  await redis.stop();
});

/** A process, on its own connection. */
async function join(port = redis.port): Promise<Roster> {
  const connection = await connectRedis({ url: new Secret(`redis://127.0.0.1:${port}`) }, { timeoutMs });
  open.push(connection);
  return createRedisRoster({ redis: connection, installation: 'a1b2c3d4' });
}

const away = { kind: expect.stringMatching(/^(unreachable|timeout)$/), retryable: true };
const all = (roster: Roster): readonly Promise<unknown>[] => [
  roster.beat('e1', 60_000),
  roster.living(),
  roster.leave('e2'),
  roster.take('t', 'e1/1', 60_000),
  roster.give('t', 'e1/2'),
  roster.wake('s'),
];

/** Whoever hangs waits for the test's own end. */
async function expectAllAway(roster: Roster): Promise<void> {
  for (const outcome of await Promise.allSettled(all(roster)))
    expect(outcome).toMatchObject({ status: 'rejected', reason: away });
}

it('gives up where Redis never was, was killed, and works by itself once it is there', async () => {
  const roster = await join();
  await redis.kill();
  await expectAllAway(roster);
  await expect(roster.living()).rejects.toThrow(
    `Redis at 127.0.0.1:${redis.port} is not reachable: connect ECONNREFUSED`,
  );
  await redis.restart();
  await expect.poll(() => roster.beat('e1', 60_000).then(() => 'well', String)).toBe('well');
  await redis.kill();
  await expectAllAway(roster);
  await redis.restart();
  await expect.poll(() => roster.living().catch(String)).toEqual(new Set(['e1']));
});

it('gives up where Redis hangs, also on new connections, and goes on once it answers', async () => {
  const [old, young] = [await join(), await join()];
  await old.beat('e1', 60_000);
  redis.freeze();
  await expectAllAway(old);
  await expectAllAway(young);
  await expectAllAway(old);
  redis.thaw();
  await expect.poll(() => old.living().catch(String)).toContain('e1');
  await expect.poll(() => young.living().catch(String)).toContain('e1');
});

it('sees nobody alive and every turn free in a Redis that has forgotten', async () => {
  const roster = await join();
  await roster.beat('e1', 60_000);
  await roster.take('t', 'e1/1', 60_000);
  await redis.restartEmpty();
  await expect.poll(() => roster.living().catch(String)).toEqual(new Set());
  expect(await roster.take('t', 'e2/1', 60_000)).toBe(true);
});

it('runs its scripts in a Redis that has dropped them', async () => {
  const roster = await join();
  await roster.beat('e1', 60_000);
  await redis.command('script', 'flush');
  await roster.beat('e2', 60_000);
  expect(await roster.living()).toEqual(new Set(['e1', 'e2']));
});

it('never sends later what it gave up while there was no connection', async () => {
  const [lost, other] = [await join(cut.port), await join()];
  await lost.living();
  cut.cut();
  await Promise.allSettled(all(lost));
  await expect(lost.take('t', 'e1/1', 60_000)).rejects.toMatchObject(away);
  cut.heal();
  await expect.poll(() => lost.living().catch(String)).toEqual(new Set());
  expect(await other.take('t', 'e2/1', 60_000)).toBe(true);
});

it('leaves a connection on which nothing comes any more, in either direction', async () => {
  const roster = await join(cut.port);
  await roster.beat('e1', 60_000);
  cut.freeze();
  await expect(roster.living()).rejects.toMatchObject({ kind: 'timeout', retryable: true });
  await expect.poll(() => cut.connections()).toBeGreaterThan(1);
  cut.heal();
  await expect.poll(() => roster.living().catch(String)).toEqual(new Set(['e1']));
  cut.mute();
  await expect(roster.beat('e2', 60_000)).rejects.toMatchObject({ kind: 'timeout', retryable: true });
  cut.heal();
  // It took effect all the same: that was unknown.
  await expect.poll(() => roster.living().catch(String)).toEqual(new Set(['e1', 'e2']));
});

it('hears again after its connection was lost, and after it fell silent', async () => {
  const [hearing, other] = [await join(cut.port), await join()];
  const heard: string[] = [];
  hearing.onWake((subject) => heard.push(subject));
  const wakes = async (subject: string): Promise<boolean> => {
    await other.wake(subject);
    return heard.includes(subject);
  };
  await expect.poll(() => wakes('first')).toBe(true);
  cut.cut();
  cut.heal();
  await expect.poll(() => wakes('second')).toBe(true);
  cut.freeze();
  await expect.poll(() => cut.connections()).toBeGreaterThan(1);
  cut.heal();
  await expect.poll(() => wakes('third')).toBe(true);
});

it('keeps only what still counts', async () => {
  const roster = await join();
  await roster.beat('e1', 1);
  await roster.take('t', 'e1/1', 1);
  await expect
    .poll(async () => {
      await roster.beat('e2', 60_000);
      const size = async (name: string, key: string) => redis.command(name, `rollout:{a1b2c3d4}:${key}`);
      return [await size('zcard', 'beats'), await size('hlen', 'turns')];
    })
    .toEqual([1, 0]);
});

it('keeps installations apart', async () => {
  const roster = await join();
  await roster.beat('e1', 60_000);
  const connection = await connectRedis({ url: new Secret(redis.url) });
  open.push(connection);
  const other = createRedisRoster({ redis: connection, installation: 'ffffffff' });
  expect(await other.living()).toEqual(new Set());
});

it('tells of a connection that broke in words about Redis', async () => {
  const roster = await join(cut.port);
  await roster.living();
  cut.freeze();
  const asked = roster.living().catch((error: Error) => error.message);
  cut.cut();
  expect(await asked).toMatch(
    new RegExp(
      `^Redis at 127\\.0\\.0\\.1:${cut.port} is not reachable: (the connection broke|.*ECONNRESET.*)\\.$`,
    ),
  );
});

it('says that it was closed', async () => {
  const roster = await join();
  await roster.living();
  for (const connection of open) connection.close();
  await expectAllAway(roster);
});
