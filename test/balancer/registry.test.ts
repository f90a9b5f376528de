import { readdirSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { balancers, createBalancer, type Dial } from '../../src/balancer/registry.ts';
import { Failure } from '../../src/model/failure.ts';
import type { HaproxyProvider } from '../../src/model/provider/haproxy.ts';
import type { SshTarget } from '../../src/model/ssh.ts';

const ssh: SshTarget = {
  host: 'lb1.example',
  port: 22,
  user: 'rollout',
  auth: { kind: 'agent', socket: '/run/agent' },
  trust: { kind: 'fingerprint', sha256: 'SHA256:x' },
  connectTimeoutMs: 1000,
  keepAliveMs: 1000,
};
const provider = (at: HaproxyProvider['at']): HaproxyProvider => ({
  kind: 'haproxy',
  id: 'lb1',
  timeoutMs: 1000,
  at,
});
const noDial: Dial = {
  unixOverSsh: () => Promise.reject(new Error('not to be used here')),
  shell: () => () => Promise.reject(new Error('not to be used here')),
  demandMayChange: () => undefined,
};

it('has one balancer for each folder, and a folder for each balancer', () => {
  const folders = readdirSync(new URL('../../src/balancer', import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  expect(Object.keys(balancers).sort()).toEqual(folders.sort());
});

it('asks over the dialled stream where the runtime API is reached through SSH', async () => {
  const dialled: unknown[] = [];
  const unixOverSsh: Dial['unixOverSsh'] = async (target, path) => {
    dialled.push([target, path]);
    return new PassThrough().end("Can't find backend.\n\n");
  };
  const balancer = createBalancer(provider({ via: 'ssh', ssh, path: '/run/haproxy/admin.sock' }), {
    ...noDial,
    unixOverSsh,
  });
  await expect(balancer.read('web')).rejects.toBeInstanceOf(Failure);
  expect(dialled).toEqual([[ssh, '/run/haproxy/admin.sock']]);
});

it('gives the failure of the SSH connection as it is', async () => {
  const denied = new Failure('denied', 'lb1.example', 'The host key has changed.');
  const balancer = createBalancer(provider({ via: 'ssh', ssh, path: '/run/x' }), {
    ...noDial,
    unixOverSsh: () => Promise.reject(denied),
  });
  await expect(balancer.read('web')).rejects.toBe(denied);
});

it.each<HaproxyProvider['at']>([
  { via: 'unix', path: '/nonexistent/admin.sock' },
  { via: 'tcp', host: '127.0.0.1', port: 1 },
])('says by name that nothing listens at $via', async (at) => {
  const balancer = createBalancer(provider(at), noDial);
  const gone = {
    kind: 'unreachable',
    target: 'lb1',
    message: expect.stringContaining('lb1'),
    retryable: true,
  };
  await expect(balancer.read('web')).rejects.toMatchObject(gone);
  await expect(balancer.drain('web', 'web-01')).rejects.toMatchObject(gone);
});
