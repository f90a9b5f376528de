import { expect, it, vi } from 'vitest';
import { keepStage } from './keep-stage.ts';
import type { StageOptions } from './stage.ts';

const { open } = keepStage();

const silent = { web: { reportsConnections: false } };
/** Long enough that a test which has to wait for all of it would fail. */
const long = { withinMs: 60_000, onTimeout: 'ask' } as const;
const onPort = (options: StageOptions = {}) =>
  open({ abilities: silent, strategy: { connections: { ...long, ports: [80] } }, ...options });
const all = (text: string) => new Map(['a', 'b', 'c', 'd', 'e'].map((host) => [host, text]));
const asked = (ask: { mock: { calls: unknown[][] } }): string =>
  String(
    ask.mock.calls.map(([, command]) => command).find((command) => String(command).includes('established')),
  );

it('counts on the host where the balancer reports none, and goes on when there is none any more', async () => {
  const stage = await onPort();
  for (const [host, text] of all('open 0')) stage.deployer.hosts.counts.set(host, text);
  stage.deployer.hosts.counts.set('b', 'open 2');
  const id = await stage.deploy('deploy web v2');
  await expect.poll(async () => (await stage.store.rollouts.host(id, 'b')).step).toBe('await-connections');
  expect(stage.deployer.hosts.ran).toEqual(['a v2']);
  stage.deployer.hosts.counts.set('b', 'open 0');
  expect((await stage.ended(id)).state).toBe('succeeded');
  expect(await stage.story(id)).not.toContain('can’t be counted');
});

it('takes the port from the member’s name, and asks when its connections do not end', async () => {
  const stage = await open({
    ports: [':8080', ':8443'],
    abilities: silent,
    strategy: { connections: { withinMs: 100, onTimeout: 'ask' } },
  });
  const ask = vi.spyOn(stage.deployer, 'ask');
  for (const [host, text] of all('open 1')) stage.deployer.hosts.counts.set(host, text);
  const id = await stage.deploy('deploy web v2');
  expect(await stage.asked(id)).toContain('1 connection still open after 0.1 s');
  expect(asked(ask)).toContain('sport = :8080 or sport = :8443');
  await stage.say(`abort ${id}`);
  await stage.ended(id);
});

it('waits for what one balancer reports and for what is counted for the other', async () => {
  const stage = await onPort({ morePools: ['admin'] });
  for (const [host, text] of all('open 0')) stage.deployer.hosts.counts.set(host, text);
  const admin = stage.balancer.world.pools.get('admin')?.find(({ name }) => name === 'a');
  if (admin) admin.connections = 3;
  const id = await stage.deploy('deploy web v2');
  await expect.poll(async () => (await stage.store.rollouts.host(id, 'a')).step).toBe('await-connections');
  if (admin) admin.connections = 0;
  stage.deployer.hosts.counts.set('a', 'open 1');
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect((await stage.store.rollouts.host(id, 'a')).step).toBe('await-connections');
  stage.deployer.hosts.counts.set('a', 'open 0');
  expect((await stage.ended(id)).state).toBe('succeeded');
});

it.each([
  ['unable', 'it has neither'],
  ['silent 80', 'nothing listens on port 80'],
])('waits the whole time where the host answers “%s”, and says so once', async (answer, text) => {
  const stage = await onPort({
    strategy: { batches: [{ count: 2 }], connections: { withinMs: 700, onTimeout: 'ask', ports: [80] } },
  });
  for (const host of all(answer).keys()) stage.deployer.hosts.counts.set(host, answer);
  const began = performance.now();
  const id = await stage.deploy('deploy web v2 --hosts a');
  expect((await stage.ended(id)).state).toBe('succeeded');
  expect(performance.now() - began).toBeGreaterThan(700);
  expect((await stage.story(id)).split(text)).toHaveLength(2);
});

it.each([
  ['no port is known', undefined],
  ['the config says not to count', []],
])('waits the whole time where %s, and asks the host nothing', async (_, ports) => {
  const connections = { withinMs: 300, onTimeout: 'ask', ...(ports && { ports }) } as const;
  const stage = await open({ abilities: silent, strategy: { connections } });
  const ask = vi.spyOn(stage.deployer, 'ask');
  const began = performance.now();
  const id = await stage.deploy('deploy web v2 --hosts a');
  expect((await stage.ended(id)).state).toBe('succeeded');
  expect(performance.now() - began).toBeGreaterThan(300);
  expect(asked(ask)).toBe('undefined');
});
