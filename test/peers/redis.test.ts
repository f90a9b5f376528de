import { Redis } from 'ioredis';
import { afterEach, expect, it } from 'vitest';
import { type RedisOptions, type RedisPeer, startRedis } from './redis.ts';

const started: RedisPeer[] = [];
afterEach(() => Promise.all(started.splice(0).map((peer) => peer.stop())));
const start = async (options?: RedisOptions): Promise<RedisPeer> => {
  const peer = await startRedis(options);
  started.push(peer);
  return peer;
};

it('keeps its port and what it acknowledged over a kill, and forgets all where it is started empty', async () => {
  const redis = await start();
  await redis.command('set', 'a', 1);
  const before = redis.pid();
  await redis.kill();
  await expect(redis.command('get', 'a')).rejects.toThrow();
  await redis.restart();
  expect(redis.pid()).not.toBe(before);
  expect(await redis.command('get', 'a')).toBe('1');
  await redis.restartEmpty();
  expect(await redis.command('dbsize')).toBe(0);
});

it('answers nothing while it is frozen', async () => {
  const redis = await start();
  redis.freeze();
  let answered = false;
  const asked = redis.command('ping').then(() => {
    answered = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(answered).toBe(false);
  redis.thaw();
  await asked;
});

it('demands its password, and speaks TLS where that is asked for', async () => {
  const redis = await start({ password: 'hunter2', tls: 'on' });
  expect(redis.url).toBe(`rediss://:hunter2@localhost:${redis.port}`);
  expect(await redis.command('ping')).toBe('PONG');
  const plain = new Redis(redis.port, { lazyConnect: true, retryStrategy: null });
  plain.on('error', () => undefined);
  await expect(plain.connect()).rejects.toThrow();
  plain.disconnect();
});
