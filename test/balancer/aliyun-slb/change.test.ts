import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Balancer } from '../../../src/balancer/balancer.ts';
import { Failure } from '../../../src/model/failure.ts';
import type { AliyunDouble } from '../../doubles/aliyun/aliyun.ts';
import { Refusal } from '../../doubles/aliyun/refusal.ts';
import { loadBalancer } from '../../doubles/aliyun/world.ts';
import { balancerAt, ecsServer, reset, startWorld } from './world.ts';

let double: AliyunDouble;
let balancer: Balancer;
beforeAll(async () => {
  double = await startWorld();
});
beforeEach(() => {
  reset(double);
  balancer = balancerAt(double.url);
});
afterAll(() => double?.stop());

const writes = () => double.requests.filter((params) => params.get('Action')?.startsWith('Set'));
const sent = () => writes().map((params) => JSON.parse(params.get('BackendServers') ?? ''));
const lb = () => double.world.loadBalancers[0] ?? loadBalancer('', '');
const group = () => lb().groups[0]?.servers ?? [];
const busy = new Refusal(409, 'BackendServer.configuring', 'A previous configuration is pending.');

it('sends the one member with its weight as text, and leaves the group its name', async () => {
  await balancer.drain('web-lb/app', 'web-01:8443');
  expect(Object.fromEntries(writes()[0] ?? [])).toMatchObject({
    Action: 'SetVServerGroupAttribute',
    RegionId: 'cn-hangzhou',
    VServerGroupId: 'rsp-app',
    BackendServers: '[{"ServerId":"i-web01","Weight":"0","Type":"ecs","Port":"8443"}]',
  });
  expect(writes()[0]?.has('VServerGroupName')).toBe(false);
});

it('sends the one member of a default group, without a port', async () => {
  await balancer.setWeight('web-lb', 'web-03', 7);
  expect(Object.fromEntries(writes()[0] ?? [])).toMatchObject({
    Action: 'SetBackendServers',
    LoadBalancerId: 'lb-web',
    BackendServers: '[{"ServerId":"i-web03","Weight":"7","Type":"ecs"}]',
  });
  expect(lb().servers.map(({ weight }) => weight)).toEqual([100, 50, 7, 1, 99, 33]);
  expect(group().map(({ weight }) => weight)).toEqual([100, 50, 10, 1, 99, 33]);
});

it('keeps type, address and description as they are when it is their turn', async () => {
  group().push({ id: 'eni-1', port: 80, ip: '10.9.0.1', type: 'eni', weight: 60, description: 'old/box_1' });
  lb().servers.push({ id: 'eci-1', ip: '10.9.0.2', type: 'eci', weight: 61, description: '容器' });
  double.faults.before = (action) => {
    const server = group().at(-1);
    if (action === 'DescribeVServerGroups' && server) server.description = 'new-box';
  };
  await balancer.drain('web-lb/app', '10.9.0.1:80');
  await balancer.apply('web-lb/app', '10.9.0.1:80', { weight: 60, state: 'ready' });
  await balancer.drain('lb-web', 'eci-1');
  expect(sent()).toMatchObject([
    [{ Weight: '0', Type: 'eni', ServerIp: '10.9.0.1', Description: 'new-box' }],
    [{ Weight: '60', Type: 'eni', ServerIp: '10.9.0.1', Description: 'new-box' }],
    [{ Weight: '0', Type: 'eci', ServerIp: '10.9.0.2', Description: '容器' }],
  ]);
  expect(group().at(-1)).toMatchObject({ weight: 60, description: 'new-box' });
  expect(lb().servers.at(-1)).toMatchObject({ weight: 0, description: '容器' });
});

it('makes one change of a load balancer at a time, under its name and its id', async () => {
  double.faults.writeMs = 10;
  const members = ['web-01:8080', 'web-01:8443', 'web-02', 'web-03', 'web-04', 'web-05'];
  await Promise.all([
    ...members.map((member) => balancer.drain('web-lb/app', member)),
    ...members.slice(2).map((member) => balancer.drain('lb-web', member)),
  ]);
  expect(double.refusals).toEqual([]);
  expect(group().map(({ weight }) => weight)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(lb().servers.map(({ weight }) => weight)).toEqual([100, 0, 0, 0, 0, 33]);
});

it('does not let one load balancer wait for another', async () => {
  double.world.loadBalancers.push(loadBalancer('lb-b', 'b', { servers: [ecsServer(1, 1)] }));
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  double.faults.before = (action) => (action === 'SetVServerGroupAttribute' ? held : undefined);
  const waiting = balancer.drain('web-lb/app', 'web-02');
  await balancer.drain('b', 'web-01');
  release();
  await waiting;
});

it('goes on with the next change where one fails', async () => {
  double.faults.forbidden.add('slb:SetBackendServers');
  const denied = balancer.drain('web-lb', 'web-01');
  const done = balancer.drain('web-lb/app', 'web-02');
  await expect(denied).rejects.toMatchObject({ kind: 'denied' });
  await done;
});

it('waits for a change that somebody else makes', async () => {
  lb().writing = true;
  let tries = 0;
  double.faults.before = (action) => {
    if (action.startsWith('Set')) tries += 1;
    if (tries === 3) lb().writing = false;
  };
  await balancer.drain('web-lb/app', 'web-02');
  expect(double.refusals).toEqual(['BackendServer.configuring', 'BackendServer.configuring']);
  expect(group()[2]?.weight).toBe(0);
});

it('says which right is missing, by the name that RAM has for it', async () => {
  for (const action of ['SetVServerGroupAttribute', 'SetBackendServers'])
    double.faults.forbidden.add(`slb:${action}`);
  await expect(balancer.drain('web-lb/app', 'web-02')).rejects.toMatchObject({
    kind: 'denied',
    message:
      'The credentials for ali/web-lb/app web-02 lack the RAM action slb:SetVServerGroupAttribute (Forbidden.RAM): add it to the policy of their user or role.',
  });
  await expect(balancer.drain('web-lb', 'web-02')).rejects.toThrow('slb:SetBackendServers');
  double.faults.forbidden.add('ecs:DescribeInstances');
  await expect(balancer.drain('web-lb', 'web-02')).rejects.toThrow('ecs:DescribeInstances');
});

it('changes nothing of a locked load balancer, and says so', async () => {
  lb().status = 'locked';
  await expect(balancer.drain('web-lb/app', 'web-02')).rejects.toMatchObject({
    kind: 'denied',
    message:
      'The load balancer lb-web of ali/web-lb/app web-02 is locked, as it is for overdue payments: it takes no changes.',
  });
  expect(writes()).toEqual([]);
});

it('changes a load balancer whose console is read-only, as that is allowed', async () => {
  lb().protection = 'ConsoleProtection';
  await balancer.drain('web-lb/app', 'web-02');
  expect(group()[2]?.weight).toBe(0);
});

it('asks right before each request that changes something whether it still may, also before one more try', async () => {
  const asked: string[] = [];
  let refusals = 2;
  double.faults.before = (action) => {
    if (action.startsWith('Set') && refusals > 0) {
      refusals -= 1;
      double.faults.next.push(busy);
    }
  };
  const b = balancerAt(double.url, { demandMayChange: (target) => void asked.push(target) });
  await b.drain('web-lb/app', 'web-02');
  await b.read('web-lb/app');
  expect(asked).toEqual(Array(3).fill('ali/web-lb/app web-02'));
});

it('sends nothing that it may not send any more', async () => {
  const lost = new Failure('lost-lock', 'web', 'Another one has taken over.');
  const b = balancerAt(double.url, {
    demandMayChange: () => {
      throw lost;
    },
  });
  await expect(b.drain('web-lb/app', 'web-02')).rejects.toBe(lost);
  expect(writes()).toEqual([]);
  expect(group()[2]?.weight).toBe(10);
});

it.each([-1, 101, 0.5, Number.NaN, Number.POSITIVE_INFINITY])(
  'refuses weight %s without a call',
  async (weight) => {
    const refused = {
      kind: 'invalid',
      message: `Weight ${weight} of ali/web-lb/app web-02 is out of range: SLB takes whole numbers from 0 to 100.`,
    };
    await expect(balancer.setWeight('web-lb/app', 'web-02', weight)).rejects.toMatchObject(refused);
    await expect(balancer.apply('web-lb/app', 'web-02', { weight, state: 'ready' })).rejects.toMatchObject(
      refused,
    );
    expect(double.requests).toEqual([]);
  },
);

it('refuses a percentage and a state that SLB does not have without a call', async () => {
  await expect(balancer.setWeight('web-lb', 'web-02', { percent: 50 })).rejects.toMatchObject({
    kind: 'invalid',
    message: '50% is no weight for ali/web-lb web-02: SLB knows no configured weight beside the present one.',
  });
  await expect(balancer.apply('web-lb', 'web-02', { weight: 1, state: 'maint' })).rejects.toMatchObject({
    kind: 'invalid',
    message: '"maint" is no state for ali/web-lb web-02: SLB has only weights, and 0 is drained.',
  });
  expect(double.requests).toEqual([]);
});

it('waits a moment for a change to show', async () => {
  let reads = 0;
  double.faults.before = (action) => {
    const server = group()[2];
    if (!server || action !== 'DescribeVServerGroupAttribute') return;
    reads += 1;
    // The read before the change, two that do not show it yet, and one that does.
    if (reads === 2) server.weight = 10;
    if (reads === 4) server.weight = 0;
  };
  await balancer.drain('web-lb/app', 'web-02');
  expect(reads).toBe(4);
});

it('says what a change that can not be seen left, and whether the member is gone', async () => {
  double.faults.ineffective = true;
  await expect(balancer.drain('web-lb/app', 'web-02')).rejects.toMatchObject({
    kind: 'ineffective',
    message: 'Aliyun accepted weight 0 for ali/web-lb/app web-02, but shows weight 10.',
  });
  double.faults.before = (action) => {
    if (action.startsWith('Set')) queueMicrotask(() => setTimeout(() => group().splice(2, 1), 1));
  };
  double.faults.writeMs = 20;
  await expect(balancer.drain('web-lb/app', 'web-02')).rejects.toMatchObject({
    kind: 'missing',
    message: 'ali/web-lb/app web-02 was taken out of its group while its weight was set.',
  });
});
