import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectUnix } from '../../../src/balancer/haproxy/connect.ts';
import { createHaproxy } from '../../../src/balancer/haproxy/haproxy.ts';
import { inService, type Member } from '../../../src/model/member.ts';
import { type Haproxy, startHaproxy } from '../../peers/haproxy.ts';

let app: Server;
let haproxy: Haproxy;
let agentSays = 'up ready 100%';
const agent = createTcpServer((socket) => socket.on('error', () => socket.destroy()).end(`${agentSays}\n`));
const held: (() => void)[] = [];

beforeAll(async () => {
  app = createServer((request, response) => {
    if (request.url === '/hold') held.push(() => response.end('done'));
    else response.end('ok');
  });
  const port = await listen(app);
  const agentPort = await listen(agent);
  const up = `127.0.0.1:${port}`;
  const check = { intervalMs: 50, path: '/' };
  haproxy = await startHaproxy({
    backends: [
      {
        name: 'web',
        servers: [
          { name: 'up', address: up, weight: 30, check },
          { name: 'down', address: '127.0.0.1:1', weight: 40, check },
          { name: 'unchecked', address: '127.0.0.1:2', weight: 50, options: 'backup' },
          { name: 'off', address: up, weight: 60, check, options: 'disabled' },
          {
            name: 'unresolved',
            address: 'no-such-host.invalid:80',
            options: 'init-addr none resolvers none',
          },
          { name: 'tracking', address: up, weight: 70, options: 'track web/up' },
          {
            name: 'agent',
            address: up,
            weight: 80,
            options: `agent-check agent-port ${agentPort} agent-inter 50ms`,
          },
        ],
      },
      { name: 'fixed', servers: [{ name: 'a', address: up, weight: 10 }], options: ['balance static-rr'] },
      { name: 'empty', servers: [] },
    ],
    more: ['resolvers none', '  nameserver none 127.0.0.1:9'],
  });
});
afterAll(async () => {
  await haproxy?.stop();
  app.close();
  agent.close();
});

const balancer = () =>
  createHaproxy({ target: 'lb1', timeoutMs: 20_000, connect: connectUnix(haproxy.socketPath) });

async function member(name: string): Promise<Member> {
  const found = (await balancer().read('web')).find((one) => one.name === name);
  if (!found) throw new Error(`no member ${name}`);
  return found;
}

/** Checks take their time: waits until the member is as it is to become. */
async function becomes(name: string, wanted: object): Promise<void> {
  await expect.poll(() => member(name), { timeout: 20_000, interval: 20 }).toMatchObject(wanted);
}

it('tells health apart from what the operators asked', async () => {
  await becomes('up', { state: 'ready', health: 'up', weight: 30 });
  await becomes('down', { state: 'ready', health: 'down', detail: 'check: L4CON Layer4 connection problem' });
  await becomes('unchecked', { state: 'ready', health: 'unchecked', detail: 'backup' });
  await becomes('off', { state: 'maint', health: 'unknown', detail: 'maint by configuration' });
  await becomes('tracking', { state: 'ready', health: 'up' });
});

it('takes a name that does not resolve for bad health, and drains under it', async () => {
  await becomes('unresolved', { state: 'ready', health: 'down', detail: 'its name does not resolve' });
  expect(inService(await member('unresolved'))).toBe(false);
  await balancer().drain('web', 'unresolved');
  expect(await member('unresolved')).toMatchObject({ state: 'drain', health: 'down' });
  await balancer().apply('web', 'unresolved', { weight: 1, state: 'ready' });
  expect(await member('unresolved')).toMatchObject({ state: 'ready', health: 'down' });
});

it('brings a member that the config disables into service, and back', async () => {
  await balancer().apply('web', 'off', { weight: 60, state: 'ready' });
  await becomes('off', { state: 'ready', health: 'up' });
  await expect.poll(async () => (await member('off')).detail, { timeout: 20_000 }).toBeUndefined();
  await balancer().apply('web', 'off', { weight: 60, state: 'maint' });
  expect(await member('off')).toMatchObject({ state: 'maint', weight: 60 });
});

it('drains and gives back a member and the one that tracks it, in reverse order', async () => {
  const b = balancer();
  await becomes('tracking', { state: 'ready', health: 'up' });
  await b.drain('web', 'up');
  const detail = 'drain because the tracked server web/up is';
  expect(await member('tracking')).toMatchObject({ state: 'drain', detail });
  await b.drain('web', 'tracking');
  expect((await member('tracking')).detail).toBeUndefined();
  await b.apply('web', 'tracking', { weight: 70, state: 'ready' });
  expect(await member('tracking')).toMatchObject({ state: 'drain', detail });
  await b.apply('web', 'up', { weight: 30, state: 'ready' });
  await becomes('tracking', { state: 'ready', health: 'up', weight: 70 });
});

it('leaves a member in maint alone that is there only because a tracked one is', async () => {
  const b = balancer();
  await haproxy.command('set server web/up state maint');
  const inherited = {
    state: 'maint',
    health: 'unknown',
    detail: 'maint because the tracked server web/up is',
  };
  expect(await member('tracking')).toMatchObject(inherited);
  await b.drain('web', 'tracking');
  await b.apply('web', 'tracking', { weight: 70, state: 'maint' });
  expect(await member('tracking')).toMatchObject(inherited);
  await b.apply('web', 'up', { weight: 30, state: 'ready' });
  await becomes('tracking', { state: 'ready', health: 'up', weight: 70 });
});

it('shows what an agent says and does beside the check, and saves the weight that the agent set', async () => {
  agentSays = 'up ready 50%';
  await becomes('agent', { state: 'ready', weight: 40, detail: expect.stringMatching(/^agent: L7OK/) });
  agentSays = 'drain';
  await becomes('agent', { state: 'drain' });
  agentSays = 'down';
  await becomes('agent', { health: 'down', detail: expect.stringMatching(/agent: L7STS/) });
  agentSays = 'up ready 100%';
  await becomes('agent', { state: 'ready', weight: 80, health: 'unchecked' });
});

it('counts the sessions of one member while they last', async () => {
  const { host, port } = haproxy.frontends.fixed ?? haproxy.frontend;
  const b = balancer();
  const sessions = async () => (await b.read('fixed'))[0]?.connections;
  const client = connect(port, host);
  client.write('GET /hold HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  await expect.poll(sessions, { timeout: 20_000, interval: 10 }).toBe(1);
  await b.drain('fixed', 'a');
  expect(await sessions()).toBe(1);
  for (const end of held) end();
  await expect.poll(sessions, { timeout: 20_000, interval: 10 }).toBe(0);
  await b.apply('fixed', 'a', { weight: 10, state: 'ready' });
  client.destroy();
});

it('says that a static algorithm takes no other weight, and gives back the configured one', async () => {
  await expect(balancer().setWeight('fixed', 'a', 5)).rejects.toMatchObject({
    kind: 'invalid',
    message: expect.stringContaining('static algorithm'),
  });
  await balancer().setWeight('fixed', 'a', 0);
  await balancer().apply('fixed', 'a', { weight: 10, state: 'ready' });
  expect(await balancer().read('fixed')).toMatchObject([{ weight: 10, state: 'ready' }]);
});

it('reads a backend without servers', async () => {
  expect(await balancer().read('empty')).toEqual([]);
});

it('reads the state anew after a reload and after a restart, which forget all changes', async () => {
  for (const again of [haproxy.reload, haproxy.restart]) {
    await balancer().apply('web', 'up', { weight: 7, state: 'drain' });
    const before = haproxy.pid();
    await again();
    expect(haproxy.pid()).not.toBe(before);
    expect(await member('up')).toMatchObject({ weight: 30, state: 'ready' });
  }
});

function listen(server: Server | typeof agent): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
