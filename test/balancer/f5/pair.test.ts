import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Balancer } from '../../../src/balancer/balancer.ts';
import { type F5Box, startF5Box } from '../../doubles/f5/box.ts';
import { f5, freshPools, isChange } from './world.ts';

let one: F5Box;
let other: F5Box;
let pair: Balancer;
beforeEach(async () => {
  [one, other] = [await startF5Box(freshPools()), await startF5Box(freshPools())];
  other.unit.failover = 'STANDBY';
  pair = f5([one, other]);
});
afterEach(async () => {
  await pair.close();
  await Promise.all([one.stop(), other.stop()]);
});

const name = '10.0.0.1:80';
const session = (box: F5Box): boolean | undefined => box.pools.get('/Common/web')?.[0]?.enabled;
const failOver = (): void => {
  one.unit.failover = 'STANDBY';
  other.unit.failover = 'ACTIVE';
};

it('reads and changes the unit that is active, and never the other one', async () => {
  const standbys = other.pools.get('/Common/web')?.[0];
  if (standbys) standbys.connections = 99;
  await pair.drain('web', name);
  expect(await pair.read('web')).toMatchObject([{ state: 'drain', connections: 0 }, {}, {}, {}, {}, {}]);
  expect([session(one), session(other)]).toEqual([false, true]);
  expect(other.requests.filter(isChange)).toEqual([]);
  expect(other.requests.every(({ url }) => /login|failover-status/.test(url))).toBe(true);
});

it('follows a failover at once, and shows what the other unit has', async () => {
  await pair.drain('web', name);
  failOver();
  expect(await pair.read('web')).toMatchObject([{ state: 'ready' }, {}, {}, {}, {}, {}]);
  await pair.drain('web', name);
  expect(session(other)).toBe(false);
});

it('does not take a change for done that the pair failed over from, and is right the next time', async () => {
  one.unit.before = (request) => {
    if (isChange(request)) failOver();
  };
  await expect(pair.drain('web', name)).rejects.toMatchObject({
    kind: 'unreachable',
    retryable: true,
    message: expect.stringContaining('failed over'),
  });
  await pair.drain('web', name);
  expect(session(other)).toBe(false);
});

it('changes nothing while both are active', async () => {
  other.unit.failover = 'ACTIVE';
  await expect(pair.drain('web', name)).rejects.toMatchObject({
    kind: 'ambiguous',
    message: expect.stringContaining('both active'),
  });
  expect([session(one), session(other)]).toEqual([true, true]);
});

it('changes nothing while none is, and may be asked again', async () => {
  one.unit.failover = 'FORCED OFFLINE';
  const says = expect.stringMatching(/no active unit now: .* is (FORCED OFFLINE|STANDBY), .* is /);
  await expect(pair.drain('web', name)).rejects.toMatchObject({
    kind: 'unreachable',
    retryable: true,
    message: says,
  });
  await expect(pair.read('web')).rejects.toMatchObject({ kind: 'unreachable' });
});

it('works on while the one that stands by is down, or says nothing', async () => {
  await other.unplug();
  await pair.drain('web', name);
  expect(session(one)).toBe(false);
  await other.plug();
  other.unit.before = () => new Promise(() => undefined);
  const begun = performance.now();
  await pair.drain('web', '10.0.0.1:8080');
  for (let time = 1; time <= 3; time += 1) await pair.read('web');
  // Its 20 seconds are not waited for, and questions do not pile up before it.
  expect(other.requests.filter(({ url }) => url.includes('failover')).length).toBeLessThan(3);
  expect(performance.now() - begun).toBeLessThan(15_000);
});

it('says that it can not be reached where the active one is gone and the other one stands by', async () => {
  await one.unplug();
  await expect(pair.read('web')).rejects.toMatchObject({ kind: 'unreachable', retryable: true });
});

it('refuses a unit that stands by where it is the only address, with what to do', async () => {
  const half = f5([other]);
  await expect(half.read('web')).rejects.toMatchObject({
    kind: 'unreachable',
    message: expect.stringContaining('name both units of the pair as its addresses'),
  });
  await half.close();
});

it('tells that the configurations differ, and syncs nothing', async () => {
  one.unit.sync = 'Changes Pending';
  expect((await pair.read('web'))[0]?.detail).toBe('config sync: Changes Pending');
  expect([...one.requests, ...other.requests].every(({ url }) => !url.includes('config-sync'))).toBe(true);
});
