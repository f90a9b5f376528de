import { Cluster } from 'ioredis';
import { expect, it } from 'vitest';
import { startRedisCluster } from './redis-cluster.ts';
import { startSentinel } from './redis-sentinel.ts';

it('has a replica that becomes the master with all that was written', async () => {
  const sentinel = await startSentinel(3);
  const [first, second] = sentinel.servers;
  expect(await sentinel.master()).toBe(first.port);
  await first.command('set', 'a', 1);
  await sentinel.replicated();
  await sentinel.failover();
  expect(await sentinel.master()).toBe(second.port);
  expect(await second.command('get', 'a')).toBe('1');
  await sentinel.stop();
});

it('has masters that share the keys', async () => {
  const cluster = await startRedisCluster();
  const client = new Cluster(
    cluster.nodes.map(({ port }) => ({ host: '127.0.0.1', port })),
    { redisOptions: { password: 'hunter2' } },
  );
  for (const key of ['a', 'b', 'c', 'd']) await client.set(key, key);
  const sizes = await Promise.all(cluster.nodes.map((node) => node.command('dbsize')));
  expect(sizes.reduce((sum: number, size) => sum + Number(size), 0)).toBe(4);
  expect(sizes.filter((size) => Number(size) > 0).length).toBeGreaterThan(1);
  client.disconnect();
  await cluster.stop();
});
