import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createBalancer, type Dial } from '../../../src/balancer/registry.ts';
import { Failure } from '../../../src/model/failure.ts';
import type { NginxProvider } from '../../../src/model/provider/nginx.ts';
import type { SshTarget } from '../../../src/model/ssh.ts';
import { type Rig, startRig } from './rig.ts';

const ssh: SshTarget = {
  host: 'edge.example',
  port: 22,
  user: 'rollout',
  auth: { kind: 'agent', socket: '/run/agent' },
  trust: { kind: 'fingerprint', sha256: 'SHA256:x' },
  connectTimeoutMs: 1000,
  keepAliveMs: 1000,
};
const noDial: Dial = {
  unixOverSsh: () => Promise.reject(new Error('not to be used here')),
  shell: () => () => Promise.reject(new Error('not to be used here')),
  demandMayChange: () => undefined,
};
const provider = (at: NginxProvider['at']): NginxProvider => ({
  kind: 'nginx',
  id: 'lb1',
  timeoutMs: 30_000,
  at,
});

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig?.stop());

it('works on this machine without an ssh target, and gives nginx none of the secrets of the bot', async () => {
  process.env.ROLLOUT_TEST_TOKEN = 'hunter2';
  const env = join(rig.nginx.dir, 'env');
  const binary = rig.wrapper(`env >>${env}; exec "$real" "$@"`);
  const b = createBalancer(provider({ via: 'file', instance: rig.nginx.instance({ binary }) }), noDial);
  await b.drain('web', rig.apps[0].name);
  delete process.env.ROLLOUT_TEST_TOKEN;
  expect(await b.read('web')).toMatchObject([{ state: 'drain' }, { state: 'ready' }]);
  expect(readFileSync(env, 'utf8')).toContain('PATH=');
  expect(readFileSync(env, 'utf8')).not.toContain('hunter2');
});

it('works over the dialled shell with one, and gives its failures as they are', async () => {
  const denied = new Failure('denied', 'edge.example', 'The host key has changed.');
  const dialled: SshTarget[] = [];
  const shell: Dial['shell'] = (target) => {
    dialled.push(target);
    return () => Promise.reject(denied);
  };
  const at = { via: 'file', ssh, instance: rig.nginx.instance() } as const;
  const b = createBalancer(provider(at), { ...noDial, shell });
  await expect(b.read('web')).rejects.toBe(denied);
  await expect(b.drain('web', 'x')).rejects.toBe(denied);
  expect(dialled).toEqual([ssh]);
});

it('asks the API of an NGINX Plus', async () => {
  const b = createBalancer(provider({ via: 'api', url: 'http://127.0.0.1:1/api' }), noDial);
  await expect(b.read('web')).rejects.toMatchObject({
    kind: 'unreachable',
    target: 'lb1',
    message: expect.stringContaining('http://127.0.0.1:1/api'),
  });
  await b.close();
});
