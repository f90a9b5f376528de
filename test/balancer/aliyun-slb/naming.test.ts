import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Balancer } from '../../../src/balancer/balancer.ts';
import type { AliyunDouble } from '../../doubles/aliyun/aliyun.ts';
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

const refused = (pool: string, kind: string, message: string) =>
  expect(balancer.read(pool)).rejects.toMatchObject({
    name: 'Failure',
    kind,
    target: `ali/${pool}`,
    message,
  });
const writes = () => double.requests.filter((params) => params.get('Action')?.startsWith('Set'));
const inGroup = () => double.world.loadBalancers[0]?.groups[0]?.servers ?? [];

it.each(['web-lb/app', 'lb-web/app', 'web-lb/rsp-app', 'lb-web/rsp-app'])(
  'finds a vserver group as %s',
  async (pool) => {
    const members = await balancer.read(pool);
    expect(members.map(({ name }) => name)).toEqual([
      'i-web01:8080',
      'i-web01:8443',
      'i-web02:8080',
      'i-web03:8080',
      'i-web04:8080',
      'i-web05:8080',
    ]);
  },
);

it('finds the default group by the load balancer alone', async () => {
  const [member] = await balancer.read('web-lb');
  expect(member).toEqual({
    name: 'i-web01',
    aliases: ['web-01', '10.0.0.1'],
    address: '10.0.0.1',
    weight: 100,
    state: 'ready',
    health: 'up',
  });
});

it('finds a load balancer whose name looks like an id', async () => {
  double.world.loadBalancers.push(loadBalancer('lb-1', 'lb-name', { servers: [ecsServer(1, 7)] }));
  expect(await balancer.read('lb-name')).toMatchObject([{ name: 'i-web01', weight: 7 }]);
});

it('takes only the very name, also where it is on a later page of alike ones', async () => {
  const { loadBalancers } = double.world;
  const alike = Array.from({ length: 230 }, (_, n) => loadBalancer(`lb-x${n}`, `shop-${n}`));
  loadBalancers.push(...alike, loadBalancer('lb-shop', 'shop', { servers: [ecsServer(2, 8)] }));
  expect(await balancer.read('shop')).toMatchObject([{ name: 'i-web02', weight: 8 }]);
});

it('says which load balancers there are with a name, or with one like it', async () => {
  await refused(
    'web',
    'missing',
    'The region has no load balancer with the id or name "web", as in ali/web; it has web-lb (lb-web), web-lb-2 (lb-web2).',
  );
  await refused(
    'mail',
    'missing',
    'The region has no load balancer with the id or name "mail", as in ali/mail.',
  );
  double.world.loadBalancers.push(loadBalancer('lb-web3', 'web-lb'));
  await refused(
    'web-lb/app',
    'ambiguous',
    '2 load balancers have the name of the one in ali/web-lb/app: lb-web, lb-web3. Use an id.',
  );
});

it('says which vserver groups there are with a name, or at all', async () => {
  await refused(
    'web-lb/ap',
    'missing',
    'The load balancer of ali/web-lb/ap has no such vserver group; it has app (rsp-app), other (rsp-other).',
  );
  await refused(
    'web-lb-2/app',
    'missing',
    'The load balancer of ali/web-lb-2/app has no such vserver group; it has none.',
  );
  double.world.loadBalancers[0]?.groups.push({ id: 'rsp-app2', name: 'app', servers: [] });
  await refused(
    'web-lb/app',
    'ambiguous',
    '2 vserver groups have the name of the one in ali/web-lb/app: rsp-app, rsp-app2. Use an id.',
  );
});

it('says that a master-slave group has no weights, where it may see that', async () => {
  double.world.loadBalancers[0]?.pairs.push({ id: 'rsp-pair', name: 'pair' });
  const says =
    'The group of ali/web-lb/pair is a master-slave group, whose servers have roles instead of weights: use a vserver group.';
  await refused('web-lb/pair', 'invalid', says);
  await refused('web-lb/rsp-pair', 'invalid', says.replace('/pair is', '/rsp-pair is'));
  double.faults.forbidden.add('slb:DescribeMasterSlaveServerGroups');
  await expect(balancer.read('web-lb/pair')).rejects.toMatchObject({ kind: 'missing' });
});

it.each(['/app', 'web-lb/'])('refuses the pool "%s" without a call', async (pool) => {
  await refused(
    pool,
    'invalid',
    `"${pool}" is no pool of an SLB: it is written LB, or LB/GROUP for a vserver group.`,
  );
  expect(double.requests).toEqual([]);
});

it.each(['web-02', 'web-02:8080', 'i-web02', 'i-web02:8080', '10.0.0.2', '10.0.0.2:8080'])(
  'changes the member that is called %s',
  async (member) => {
    await balancer.setWeight('web-lb/app', member, 42);
    expect(inGroup().map(({ weight }) => weight)).toEqual([100, 50, 42, 1, 99, 33]);
  },
);

it.each(['web-01', 'i-web01', '10.0.0.1'])(
  'does not guess which port %s means, and lists them',
  async (member) => {
    await expect(balancer.drain('web-lb/app', member)).rejects.toMatchObject({
      kind: 'ambiguous',
      message: `ali/web-lb/app ${member} is 2 members: i-web01:8080 (web-01:8080), i-web01:8443 (web-01:8443). Say which.`,
    });
    expect(writes()).toEqual([]);
  },
);

it('lists the members of the group where one is missing', async () => {
  await expect(balancer.drain('web-lb/other', 'web-09')).rejects.toMatchObject({
    kind: 'missing',
    message:
      'There is no ali/web-lb/other web-09; its group has i-web01:8080 (web-01:8080), i-web02:8080 (web-02:8080).',
  });
});

it('looks up anew what a name means for each change, though reading remembers it a while', async () => {
  await balancer.read('web-lb/app');
  const [lb] = double.world.loadBalancers;
  if (lb) lb.name = 'gone';
  expect(await balancer.read('web-lb/app')).toHaveLength(6);
  await expect(balancer.drain('web-lb/app', 'web-02')).rejects.toMatchObject({ kind: 'missing' });
  expect(writes()).toEqual([]);
});

it('finds the names of more instances than can be asked for at once', async () => {
  const [lb] = double.world.loadBalancers;
  const many = Array.from({ length: 240 }, (_, n) => n);
  for (const n of many) {
    double.world.instances.push({ id: `i-${n}`, name: `box-${n}`, ip: `10.1.0.${n}`, status: 'Running' });
    lb?.groups[1]?.servers.push({ id: `i-${n}`, port: 80, type: 'ecs', weight: 1 });
  }
  const members = await balancer.read('web-lb/other');
  expect(members).toHaveLength(242);
  for (const n of many)
    expect(members.find(({ name }) => name === `i-${n}:80`)?.aliases).toContain(`box-${n}:80`);
});

it('knows a server by its id that ECS does not know', async () => {
  inGroup().push({ id: 'i-foreign', port: 80, type: 'ecs', weight: 5 });
  await balancer.drain('web-lb/app', 'i-foreign:80');
  expect(inGroup().at(-1)?.weight).toBe(0);
  const [foreign] = (await balancer.read('web-lb/app')).slice(-1);
  expect(foreign).toMatchObject({ name: 'i-foreign:80', aliases: ['i-foreign'], weight: 0 });
});

it('tells network interfaces apart by their addresses, and ECS is not asked for them', async () => {
  inGroup().push(
    { id: 'eni-1', port: 80, ip: '10.9.0.1', type: 'eni', weight: 5 },
    { id: 'eni-1', port: 80, ip: '10.9.0.2', type: 'eni', weight: 6 },
    { id: 'eci-1', port: 80, ip: 'fd00::1', type: 'eci', weight: 7 },
  );
  await balancer.setWeight('web-lb/app', '10.9.0.2:80', 9);
  await balancer.setWeight('web-lb/app', 'eci-1', 8);
  expect(inGroup().slice(-3)).toMatchObject([{ weight: 5 }, { weight: 9 }, { weight: 8 }]);
  await expect(balancer.drain('web-lb/app', 'eni-1:80')).rejects.toMatchObject({ kind: 'ambiguous' });
  const members = (await balancer.read('web-lb/app')).slice(-3);
  expect(members.map(({ name, address }) => [name, address])).toEqual([
    ['10.9.0.1:80', '10.9.0.1:80'],
    ['10.9.0.2:80', '10.9.0.2:80'],
    ['[fd00::1]:80', '[fd00::1]:80'],
  ]);
  for (const asked of double.requests) expect(asked.get('InstanceIds') ?? '').not.toMatch(/en?i-1|eci-1/);
});
