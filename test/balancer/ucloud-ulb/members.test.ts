import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Balancer } from '../../../src/balancer/balancer.ts';
import { createNamed } from '../../../src/balancer/named.ts';
import { startUcloudDouble, type UcloudDouble } from '../../doubles/ucloud/ucloud.ts';
import { backend, type DoubleBackend, ulb, vserver } from '../../doubles/ucloud/ulb.ts';
import { balancerAt } from './world.ts';

let double: UcloudDouble;
let balancer: Balancer;
const fresh = (): DoubleBackend[] => [
  backend(1, { Weight: 40 }),
  backend(2, { BackendId: 'backend-2a' }),
  backend(2, { BackendId: 'backend-2b', Port: 81 }),
  backend(3, { ResourceName: '', ResourceType: 'UHybrid', ResourceId: '' }),
  backend(4, { PrivateIP: 'fd00::4' }),
];
const now = (): DoubleBackend[] => double.ulbs[0]?.VServerSet?.[0]?.BackendSet ?? [];
beforeAll(async () => {
  double = await startUcloudDouble([ulb(1, 'shop', [vserver(1, 'http', [])])]);
  balancer = balancerAt(double);
});
beforeEach(() => void now().splice(0, Number.POSITIVE_INFINITY, ...fresh()));
afterAll(async () => {
  await balancer?.close();
  await double?.stop();
});

const pool = 'shop/http';
const disabled = () => now().flatMap(({ BackendId, Enabled }) => (Enabled === 0 ? [BackendId] : []));

it('shows a backend after its host, with all that it answers to', async () => {
  const [first, , , nameless, six] = await balancer.read(pool);
  expect(first).toEqual({
    name: 'web-01:80',
    address: '10.9.0.1:80',
    weight: 40,
    state: 'ready',
    health: 'up',
    aliases: ['10.9.0.1:80', 'uhost-1:80', 'backend-1', 'web-01', '10.9.0.1', 'uhost-1'],
  });
  expect(nameless).toMatchObject({ name: '10.9.0.3:80', aliases: ['backend-3', '10.9.0.3'] });
  expect(six).toMatchObject({ address: '[fd00::4]:80', aliases: expect.arrayContaining(['[fd00::4]:80']) });
});

describe('drains', () => {
  it.each([
    ['web-01', 'backend-1'],
    ['web-01:80', 'backend-1'],
    ['10.9.0.1', 'backend-1'],
    ['10.9.0.1:80', 'backend-1'],
    ['uhost-1', 'backend-1'],
    ['backend-1', 'backend-1'],
    ['web-02:81', 'backend-2b'],
    ['10.9.0.2:80', 'backend-2a'],
    ['10.9.0.3', 'backend-3'],
    ['[fd00::4]:80', 'backend-4'],
  ])('%s', async (member, id) => {
    await balancer.drain(pool, member);
    expect(disabled()).toEqual([id]);
  });

  it.each(['web-02', '10.9.0.2', 'uhost-2'])('neither backend of %s, and lists both', async (member) => {
    const told = {
      kind: 'ambiguous',
      message: `2 backends answer to ${member} for ulb1/shop/http ${member}; name one of them by its id: backend-2a (web-02:80), backend-2b (web-02:81).`,
    };
    await expect(balancer.drain(pool, member)).rejects.toMatchObject(told);
    await expect(balancer.setWeight(pool, member, 5)).rejects.toMatchObject(told);
    expect(now()).toEqual(fresh());
  });

  it.each(['', 'web-0', 'web-01:81', 'backend-', ':80'])('nothing for "%s"', async (member) => {
    await expect(balancer.drain(pool, member)).rejects.toMatchObject({
      kind: 'missing',
      message: expect.stringContaining('backend-1 (web-01:80), backend-2a (web-02:80)'),
    });
  });
});

it("goes by the config's names, and leaves one that is two for the caller to refuse", async () => {
  const known = new Map([[pool, ['web-01', 'web-02', '10.9.0.3:80', 'uhost-4']]]);
  const members = await createNamed(balancer, 'ulb1', known).read(pool);
  expect(members.map(({ name }) => name)).toEqual(['web-01', 'web-02', 'web-02', '10.9.0.3:80', 'uhost-4']);
});

it.each<[Partial<DoubleBackend>, object]>([
  [{ Status: 1 }, { health: 'down' }],
  [
    { Status: 1, Enabled: 0 },
    { health: 'down', state: 'drain' },
  ],
  [
    { Status: 0, Enabled: 0 },
    { health: 'up', state: 'drain' },
  ],
  [{ IsBackup: 1 }, { detail: 'backup' }],
  [{ Weight: 0 }, { weight: 0, state: 'ready' }],
])('reads %j', async (given, expected) => {
  now().splice(0, 1, backend(1, given));
  expect((await balancer.read(pool))[0]).toMatchObject(expected);
});

it('does not know the health that UCloud does not tell, and takes an untold weight for 1', async () => {
  const { Status, Weight, ...untold } = backend(1);
  now().splice(0, 1, untold as DoubleBackend);
  expect((await balancer.read(pool))[0]).toMatchObject({
    health: 'unknown',
    weight: 1,
    detail: 'weight not told',
  });
});
