import { writeFile } from 'node:fs/promises';
import { afterEach, expect, it } from 'vitest';
import { Secret } from '../../../src/model/secret.ts';
import { connectRedis, type RedisConnection } from '../../../src/transport/redis/connection.ts';
import { script } from '../../../src/transport/redis/script.ts';
import { selfSigned } from '../../peers/certificate.ts';
import { type RedisOptions, startRedis } from '../../peers/redis.ts';
import { startRedisCluster } from '../../peers/redis-cluster.ts';
import { startSentinel } from '../../peers/redis-sentinel.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const start = async (options?: RedisOptions) => {
  const redis = await startRedis(options);
  ends.push(redis.stop);
  return redis;
};
async function connect(url: string, ca?: string): Promise<RedisConnection> {
  const connection = await connectRedis({ url: new Secret(url), ...(ca !== undefined && { ca }) });
  ends.push(() => connection.close());
  return connection;
}

const count = script("return redis.call('INCRBY', KEYS[1], ARGV[1])");

it('logs in by user and password, into the database of the URL', async () => {
  const redis = await start();
  await redis.command('acl', 'setuser', 'bot', 'on', '>p@ss/word', '~*', '&*', '+@all');
  const connection = await connect(`redis://bot:p%40ss%2Fword@127.0.0.1:${redis.port}/3`);
  expect(await connection.run(count, ['a'], [2])).toBe(2);
  expect(await redis.command('dbsize')).toBe(0);
  expect(String(await redis.command('info', 'keyspace'))).toContain('db3:keys=1');
});

it('speaks TLS with a server whose certificate it is told to trust, and with no other', async () => {
  const redis = await start({ tls: 'on', password: 'hunter2' });
  const trusting = await connect(redis.url, redis.ca);
  expect(await trusting.run(count, ['a'], [1])).toBe(1);
  const heard: string[] = [];
  trusting.subscribe('c', (message) => heard.push(message));
  await expect
    .poll(async () => {
      await trusting.publish('c', 'm');
      return heard.length > 0;
    })
    .toBe(true);
  const doubting = await connect(redis.url);
  await expect(doubting.run(count, ['a'], [1])).rejects.toMatchObject({
    kind: 'unreachable',
    message: expect.stringMatching(/self.signed certificate/),
  });
  const other = `${redis.ca}.other`;
  await writeFile(other, selfSigned('localhost').cert);
  await expect((await connect(redis.url, other)).run(count, ['a'], [1])).rejects.toMatchObject({
    kind: 'unreachable',
  });
  // Under another name than the certificate's.
  const misnamed = await connect(redis.url.replace('localhost', '127.0.0.1'), redis.ca);
  await expect(misnamed.run(count, ['a'], [1])).rejects.toThrow(/altnames|IP: 127\.0\.0\.1/);
});

it('finds the master by its sentinels, also after a failover, and hears of wakes again', async () => {
  const sentinel = await startSentinel(3);
  ends.push(sentinel.stop);
  const connection = await connect(sentinel.url);
  const [master, replica] = sentinel.servers;
  const heard: string[] = [];
  connection.subscribe('c', (message) => heard.push(message));
  expect(await connection.run(count, ['a'], [1])).toBe(1);
  expect(await master.command('get', 'a')).toBe('1');
  await sentinel.replicated();
  await sentinel.failover();
  await expect
    .poll(async () => {
      await connection.run(count, ['a'], [1]).catch(() => undefined);
      return Number(await replica.command('get', 'a'));
    })
    .toBeGreaterThan(1);
  await expect
    .poll(async () => {
      await connection.publish('c', 'after').catch(() => undefined);
      return heard;
    })
    .toContain('after');
});

it('follows a master that was killed, by itself', async () => {
  const sentinel = await startSentinel();
  ends.push(sentinel.stop);
  const connection = await connect(sentinel.url);
  await connection.run(count, ['a'], [1]);
  await sentinel.replicated();
  await sentinel.servers[0].kill();
  await expect(connection.run(count, ['a'], [1])).rejects.toMatchObject({ retryable: true });
  await expect.poll(() => connection.run(count, ['a'], [1]).catch(String)).toEqual(expect.any(Number));
});

it('says that no sentinel answers', async () => {
  const connection = await connect('redis+sentinel://127.0.0.1:1,127.0.0.1:2/main');
  await expect(connection.run(count, ['a'], [1])).rejects.toMatchObject({
    kind: 'unreachable',
    message: expect.stringMatching(
      /^Redis main \(sentinels at 127\.0\.0\.1:1, 127\.0\.0\.1:2\) is not reachable: All sentinels are unreachable/,
    ),
  });
});

it('asks the node of a cluster that has the keys, and goes on after each was restarted', async () => {
  const cluster = await startRedisCluster();
  ends.push(cluster.stop);
  const connection = await connect(cluster.url);
  for (const key of ['a', 'b', 'c', 'd']) expect(await connection.run(count, [key], [1])).toBe(1);
  const heard: string[] = [];
  connection.subscribe('c', (message) => heard.push(message));
  const hears = async (message: string) => {
    await connection.publish('c', message).catch(() => undefined);
    return heard.includes(message);
  };
  await expect.poll(() => hears('before')).toBe(true);
  for (const node of cluster.nodes) await node.restart();
  for (const key of ['a', 'b', 'c', 'd'])
    await expect.poll(() => connection.run(count, [key], [1]).catch(String)).toEqual(expect.any(Number));
  await expect.poll(() => hears('after')).toBe(true);
});

it('tells a login that is refused, a refused command, and full memory apart', async () => {
  const redis = await start({ password: 'right', args: ['--maxmemory', '1mb'] });
  const at = `127.0.0.1:${redis.port}`;
  const denied = { kind: 'denied', retryable: false, message: expect.not.stringContaining('hunter2') };
  for (const url of [`redis://:hunter2@${at}`, `redis://${at}`])
    await expect((await connect(url)).run(count, ['a'], [1])).rejects.toMatchObject(denied);
  const connection = await connect(redis.url);
  await expect(connection.run(script('return redis.frob()'), [], [])).rejects.toMatchObject({
    kind: 'failed',
    retryable: false,
  });
  await expect(connection.run(count, ['a'], [1])).rejects.toMatchObject({
    kind: 'failed',
    retryable: true,
    message: expect.stringContaining('OOM'),
  });
});

it('refuses to open by certificates that are not there', async () => {
  await expect(connect('rediss://h', '/no/such/ca.pem')).rejects.toMatchObject({ kind: 'missing' });
});
