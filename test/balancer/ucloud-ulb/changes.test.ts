import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Balancer } from '../../../src/balancer/balancer.ts';
import { Failure } from '../../../src/model/failure.ts';
import { noUcloudFaults, startUcloudDouble, type UcloudDouble } from '../../doubles/ucloud/ucloud.ts';
import { backend, type DoubleBackend, ulb, vserver } from '../../doubles/ucloud/ulb.ts';
import { balancerAt } from './world.ts';

let double: UcloudDouble;
let balancer: Balancer;
let asked: string[] = [];
const now = (): DoubleBackend[] => double.ulbs[0]?.VServerSet?.[0]?.BackendSet ?? [];
const only = (given: Partial<DoubleBackend> = {}) =>
  void now().splice(0, Number.POSITIVE_INFINITY, backend(1, { Weight: 40, ...given }), backend(2));
beforeAll(async () => {
  double = await startUcloudDouble([ulb(1, 'shop', [vserver(1, 'http', [])])]);
  balancer = balancerAt(double, { demandMayChange: (target) => void asked.push(target) });
});
beforeEach(() => {
  Object.assign(double.faults, noUcloudFaults());
  only();
  double.requests.length = 0;
  asked = [];
});
afterAll(async () => {
  await balancer?.close();
  await double?.stop();
});

const pool = 'shop/http';
const where = 'ulb1/shop/http web-01';
/** The attributes that each change has sent. */
const sent = () =>
  double.requests
    .filter((params) => params.get('Action') === 'UpdateBackendAttribute')
    .map((params) => Object.fromEntries([...params].filter(([name]) => attributes.includes(name))));
const attributes = ['BackendId', 'Enabled', 'Weight', 'Port', 'IsBackup'];

it('sends what is to change, and nothing that somebody else may be changing', async () => {
  await balancer.drain(pool, 'web-01');
  await balancer.apply(pool, 'web-01', { weight: 40, state: 'ready' });
  await balancer.setWeight(pool, 'web-01', 7);
  expect(sent()).toEqual([
    { BackendId: 'backend-1', Enabled: '0' },
    { BackendId: 'backend-1', Enabled: '1', Weight: '40' },
    { BackendId: 'backend-1', Weight: '7' },
  ]);
  expect(now()).toEqual([backend(1, { Weight: 7 }), backend(2)]);
});

it('gives back the weight also where UCloud took its default for one that is not sent', async () => {
  double.faults.before = (action, params) => {
    if (action === 'UpdateBackendAttribute' && !params.has('Weight')) only({ Weight: 1 });
  };
  await balancer.drain(pool, 'web-01');
  expect(now()[0]).toMatchObject({ Weight: 1, Enabled: 0 });
  await balancer.apply(pool, 'web-01', { weight: 40, state: 'ready' });
  expect(now()[0]).toMatchObject({ Weight: 40, Enabled: 1 });
});

it('sends nothing for a member that is drained already', async () => {
  only({ Enabled: 0 });
  await balancer.drain(pool, 'web-01');
  expect(sent()).toEqual([]);
});

it('asks right before each change whether it still may, with the name of the member, and only then', async () => {
  await balancer.read(pool);
  double.faults.before = (action) => void asked.push(action);
  await balancer.drain(pool, 'web-01');
  expect(asked).toEqual(['DescribeULB', where, 'UpdateBackendAttribute', 'DescribeULB']);
});

it('asks again for each time that it tries, and stops where it may not any more', async () => {
  let may = 2;
  const lost = new Failure('lost-lock', where, 'Another rollout holds the cluster.');
  const losing = balancerAt(double, {
    demandMayChange: () => {
      may -= 1;
      if (may < 0) throw lost;
    },
  });
  double.faults.refuse = { what: 'changes', code: 153, message: 'Too many requests' };
  await expect(losing.drain(pool, 'web-01')).rejects.toBe(lost);
  expect(sent()).toHaveLength(2);
  await losing.close();
});

it('waits for a change that shows late', async () => {
  double.faults.ineffective = true;
  double.faults.before = (action) => {
    if (action === 'DescribeULB' && double.requests.length >= 5) only({ Enabled: 0 });
  };
  await balancer.drain(pool, 'web-01');
  expect(double.requests.length).toBeGreaterThanOrEqual(5);
});

it('says why UCloud changes nothing in a vserver of main and backup nodes', async () => {
  only({ IsBackup: 0 });
  await expect(balancer.drain(pool, 'web-01')).rejects.toMatchObject({
    kind: 'ineffective',
    message: `UCloud accepted "drain" for ${where}, but shows weight 40, ready. UCloud changes none in a vserver of main and backup nodes.`,
  });
});

it('says what it shows where a change has no effect', async () => {
  double.faults.ineffective = true;
  await expect(balancer.apply(pool, 'web-01', { weight: 9, state: 'drain' })).rejects.toMatchObject({
    kind: 'ineffective',
    message: `UCloud accepted "weight 9, drain" for ${where}, but shows weight 40, ready.`,
  });
});

it('gives back an old weight of 0, which UCloud would not take any more', async () => {
  only({ Weight: 0, Enabled: 0 });
  await balancer.apply(pool, 'web-01', { weight: 0, state: 'ready' });
  expect(sent()).toEqual([{ BackendId: 'backend-1', Enabled: '1' }]);
  expect(now()[0]).toMatchObject({ Weight: 0, Enabled: 1 });
});

it('gives back a member whose weight UCloud does not tell without touching that, and sets none', async () => {
  const { Weight, ...untold } = backend(1, { Enabled: 0 });
  now().splice(0, 1, untold);
  await balancer.apply(pool, 'web-01', { weight: 1, state: 'ready' });
  await balancer.setWeight(pool, 'web-01', 1);
  expect(now()[0]).toEqual({ ...untold, Enabled: 1 });
  await expect(balancer.setWeight(pool, 'web-01', 5)).rejects.toMatchObject({
    kind: 'invalid',
    message: `Weight 5 of ${where} can't be set: UCloud does not tell its weight, so none can be set and checked.`,
  });
});

it.each([
  [
    () => balancer.setWeight(pool, 'web-01', 0),
    `Weight 0 of ${where} can't be set: out of range: UCloud takes 1 to 100; to take a member out, drain it.`,
  ],
  [
    () => balancer.setWeight(pool, 'web-01', { percent: 50 }),
    `50% of ${where} means nothing: UCloud knows no configured weight; give a number from 1 to 100.`,
  ],
  [
    () => balancer.apply(pool, 'web-01', { weight: 5, state: 'maint' }),
    `"maint" is no state for ${where}: ready and drain are.`,
  ],
])('refuses what UCloud has not: %#', async (call, message) => {
  await expect(call()).rejects.toMatchObject({ kind: 'invalid', target: where, message });
  expect(sent()).toEqual([]);
});

it('says that a backend is gone that was there when it looked', async () => {
  double.faults.before = (action) => {
    if (action === 'UpdateBackendAttribute') now().shift();
  };
  await expect(balancer.drain(pool, 'web-01')).rejects.toMatchObject({
    kind: 'missing',
    message: expect.stringContaining('there is no such backend any more, RetCode 4093'),
  });
});

it('follows a backend by its id, also where its host gets another name meanwhile', async () => {
  double.faults.before = (action) => {
    if (action === 'UpdateBackendAttribute') now().splice(0, 1, backend(1, { ResourceName: 'renamed' }));
  };
  await balancer.drain(pool, 'web-01');
  expect(now()[0]).toMatchObject({ ResourceName: 'renamed', Enabled: 0 });
});
