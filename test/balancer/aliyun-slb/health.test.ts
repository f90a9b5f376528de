import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { AliyunDouble } from '../../doubles/aliyun/aliyun.ts';
import { type DoubleListener, type DoubleServer, loadBalancer } from '../../doubles/aliyun/world.ts';
import { type BalancerParts, balancerAt, ecsServer, reset, startWorld } from './world.ts';

let double: AliyunDouble;
beforeAll(async () => {
  double = await startWorld();
});
beforeEach(() => reset(double));
afterAll(() => double?.stop());

const lb = () => double.world.loadBalancers[0] ?? loadBalancer('', '');
const listen = (...listeners: readonly DoubleListener[]) =>
  lb().listeners.splice(0, Number.POSITIVE_INFINITY, ...listeners);
const first = async (pool: string, parts: BalancerParts = {}) => {
  const [{ health, detail } = {}] = await balancerAt(double.url, parts).read(pool);
  return [health, detail];
};
const seen = (server: DoubleServer | undefined, health: DoubleServer['health']): void => {
  if (server && health) server.health = health;
};
const http = { port: 80, protocol: 'http', group: 'rsp-app', checks: true } as const;

it('tells what a listener sees, and where', async () => {
  expect(await first('web-lb/app')).toEqual(['up', undefined]);
  seen(lb().groups[0]?.servers[0], { 'http:80': 'abnormal' });
  expect(await first('web-lb/app')).toEqual(['down', 'unhealthy at http:80']);
});

it('takes "unavailable" for not yet checked where the listener checks, and for unchecked where it does not', async () => {
  listen(http);
  seen(lb().groups[0]?.servers[0], { 'http:80': 'unavailable' });
  expect(await first('web-lb/app')).toEqual(['unknown', undefined]);
  listen({ ...http, checks: false }, { port: 82, protocol: 'tcp', backendPort: 9000, checks: true });
  expect(await first('web-lb/app')).toEqual(['unchecked', undefined]);
  expect(await first('web-lb')).toEqual(['up', undefined]);
});

it('does not ask for health where no listener checks', async () => {
  listen({ ...http, checks: false });
  expect(await first('web-lb/app')).toEqual(['unchecked', undefined]);
  expect(double.requests.map((params) => params.get('Action'))).not.toContain('DescribeHealthStatus');
});

it('knows nothing of a server that no listener forwards to', async () => {
  listen();
  expect(await first('web-lb/app')).toEqual(['unknown', 'no listener forwards to it']);
});

it('judges a group that only forwarding rules use by the listeners that there are', async () => {
  listen({ port: 82, protocol: 'http', backendPort: 9000, checks: false });
  expect(await first('web-lb/app')).toEqual(['unchecked', undefined]);
  listen({ port: 82, protocol: 'http', backendPort: 8080, checks: true });
  expect(await first('web-lb/other')).toEqual(['up', undefined]);
  lb().servers.splice(0);
  expect(await first('web-lb/other')).toEqual(['unknown', undefined]);
});

it('has it down where one of several listeners does, unless only one protocol counts', async () => {
  listen(
    { port: 53, protocol: 'tcp', group: 'rsp-app', checks: true },
    { port: 53, protocol: 'udp', group: 'rsp-app', checks: true },
  );
  seen(lb().groups[0]?.servers[0], { 'udp:53': 'abnormal' });
  expect(await first('web-lb/app')).toEqual(['down', 'unhealthy at udp:53']);
  expect(await first('web-lb/app', { listenerProtocol: 'udp' })).toEqual(['down', 'unhealthy at udp:53']);
  expect(await first('web-lb/app', { listenerProtocol: 'tcp' })).toEqual(['up', undefined]);
});

it("does not take the health of a server's other ports and groups for its own", async () => {
  seen(lb().groups[0]?.servers[0], { 'http:80': 'abnormal' });
  seen(lb().groups[0]?.servers[1], { 'http:80': 'abnormal' });
  expect(await first('web-lb')).toEqual(['up', undefined]);
  seen(lb().groups[0]?.servers[0], { 'http:80': 'normal' });
  seen(lb().groups[1]?.servers[0], { 'tcp:81': 'abnormal' });
  expect(await first('web-lb/app')).toEqual(['up', undefined]);
  expect(await first('web-lb/other')).toEqual(['down', 'unhealthy at tcp:81']);
  seen(lb().servers[0], { 'tcp:82': 'abnormal' });
  expect(await first('web-lb')).toEqual(['down', 'unhealthy at tcp:82']);
  expect(await first('web-lb/app')).toEqual(['up', undefined]);
});

it('does not count the listener of a master-slave group to the default group', async () => {
  listen({ port: 90, protocol: 'tcp', pair: 'rsp-pair', backendPort: 1, checks: true });
  lb().servers.splice(1);
  seen(lb().servers[0], { 'tcp:90': 'abnormal' });
  expect(await first('web-lb')).toEqual(['unknown', 'no listener forwards to it']);
});

it('tells addresses of one network interface apart', async () => {
  const servers = lb().groups[0]?.servers;
  servers?.splice(0, Number.POSITIVE_INFINITY);
  servers?.push(
    { id: 'eni-1', port: 80, ip: '10.9.0.1', type: 'eni', weight: 5, health: { 'http:80': 'abnormal' } },
    { id: 'eni-1', port: 80, ip: '10.9.0.2', type: 'eni', weight: 5 },
  );
  const members = await balancerAt(double.url).read('web-lb/app');
  expect(members.map(({ health }) => health)).toEqual(['down', 'up']);
});

it('reads more listeners than come at once', async () => {
  const others = Array.from({ length: 230 }, (_, n) => ({ ...http, port: 1000 + n, group: 'rsp-other' }));
  listen(...others, { port: 82, protocol: 'tcp', backendPort: 9000, checks: false });
  lb().servers.splice(1);
  expect(await first('web-lb')).toEqual(['unchecked', undefined]);
});

it('tells beside the health what else an operator would want to know', async () => {
  lb().status = 'inactive';
  for (const instance of double.world.instances) instance.status = 'Stopped';
  seen(lb().groups[0]?.servers[0], { 'http:80': 'abnormal' });
  expect(await first('web-lb/app')).toEqual([
    'down',
    'unhealthy at http:80, its instance is Stopped, its load balancer is inactive',
  ]);
});

it('reads a group without servers, and a load balancer without anything', async () => {
  lb().groups.push({ id: 'rsp-none', name: 'none', servers: [] });
  expect(await balancerAt(double.url).read('web-lb/none')).toEqual([]);
  expect(await balancerAt(double.url).read('web-lb-2')).toEqual([]);
  double.world.loadBalancers[1]?.servers.push(ecsServer(1, 3));
  expect(await balancerAt(double.url).read('web-lb-2')).toMatchObject([{ weight: 3, health: 'unknown' }]);
});
