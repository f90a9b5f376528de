import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Balancer } from '../../../src/balancer/balancer.ts';
import { type F5Box, freshUnit, startF5Box } from '../../doubles/f5/box.ts';
import { clientFault, Fault, faulted } from '../../doubles/f5/soap/answer.ts';
import { type F5Member, member } from '../../doubles/f5/state.ts';
import { f5, isChange } from './world.ts';

describe.each(['11.2.1', '10.2.4'])('SOAP of BIG-IP %s', (version) => {
  let box: F5Box;
  let balancer: Balancer;
  beforeAll(async () => {
    box = await startF5Box(new Map());
    box.unit.version = version;
    balancer = f5([box], { api: { by: 'soap' } });
  });
  beforeEach(() => {
    Object.assign(box.unit, freshUnit(), { version });
    box.pools.clear();
  });
  afterAll(async () => {
    await balancer?.close();
    await box?.stop();
  });

  const put = (more: Partial<F5Member> = {}): F5Member => {
    const one = member('/Common/10.0.0.1:80', more);
    box.pools.set('/Common/web', [one, member('/Common/2001:db8::1%3.443')]);
    return one;
  };

  it('reads a member as it is, its connections beyond 32 bits', async () => {
    const connections = 2 ** 33 + 2 ** 31 + 5;
    put({ ratio: 7, priorityGroup: 3, monitor: 'up', connections });
    expect(await balancer.read('web')).toMatchObject([
      {
        name: '10.0.0.1:80',
        address: '10.0.0.1:80',
        weight: 7,
        state: 'ready',
        health: 'up',
        connections,
        extra: { priorityGroup: 3 },
      },
      { name: '2001:db8::1%3.443', aliases: expect.arrayContaining(['[2001:db8::1%3]:443']) },
    ]);
  });

  it('reads an empty pool, and a node that is disabled', async () => {
    box.pools.set('/Common/web', []);
    expect(await balancer.read('web')).toEqual([]);
    put({ nodeDisabled: true });
    expect((await balancer.read('web'))[0]).toMatchObject({
      state: 'drain',
      detail: 'its node 10.0.0.1 is disabled',
    });
  });

  it('keeps a member out first and lets it in last, one attribute a call', async () => {
    const steps = async (act: () => Promise<void>): Promise<string[]> => {
      const before = box.requests.length;
      await act();
      const asked = box.requests.slice(before).filter(isChange);
      return asked.map(
        ({ body }) => /<m:set_(?:member_)?(\w+?)(?:_enabled)?(?:_state)? /.exec(body)?.[1] ?? '',
      );
    };
    const one = put({ enabled: false, down: true, ratio: 9 });
    const saved = { weight: 5, state: 'ready', extra: { priorityGroup: 2 } } as const;
    expect(await steps(() => balancer.apply('web', '10.0.0.1', saved))).toEqual([
      'ratio',
      'priority',
      'monitor',
      'session',
    ]);
    expect(one).toMatchObject({ enabled: true, down: false, ratio: 5, priorityGroup: 2 });
    expect(await steps(() => balancer.apply('web', '10.0.0.1', { weight: 6, state: 'maint' }))).toEqual([
      'monitor',
      'session',
      'ratio',
    ]);
    expect(one).toMatchObject({ enabled: false, down: true, ratio: 6, priorityGroup: 2 });
  });

  it('knows what faults mean', async () => {
    const faults: readonly (readonly [Fault, string])[] = [
      [
        new Fault('OperationFailed', 0x01020036, '01020036:3: The requested pool (x) was not found.'),
        'missing',
      ],
      [new Fault('OperationFailed', 0x01070822, '01070822:3: Access Denied.'), 'denied'],
      [new Fault('AccessDenied', 0, 'Access Denied'), 'denied'],
      [new Fault('InvalidArgument', 0, 'a bad ratio <7> & more'), 'invalid'],
      [new Fault('OperationFailed', 0x01070333, '01070333:3: Something else.'), 'failed'],
    ];
    for (const [fault, kind] of faults) {
      put();
      box.unit.instead = (request) => (isChange(request) ? faulted('LocalLB/Pool', 'set', fault) : undefined);
      await expect(balancer.setWeight('web', '10.0.0.1', 3)).rejects.toMatchObject({
        kind,
        message: expect.stringContaining(`refused for lb1/Common/web 10.0.0.1:80: "${fault.message}"`),
      });
    }
  });

  it('takes nothing else for an answer', async () => {
    put();
    const wrong = [
      { status: 200, body: '<html>Welcome</html>' },
      { status: 200, body: '{' },
      { status: 200, body: '' },
      clientFault('Something'),
    ];
    for (const reply of wrong) {
      box.unit.instead = (request) => (isChange(request) ? reply : undefined);
      await expect(balancer.setWeight('web', '10.0.0.1', 3)).rejects.toMatchObject({ kind: 'failed' });
    }
  });

  it('writes names as text, whatever is in them', async () => {
    const odd = member('/Common/a<b>&"c":80', { address: '/Common/a<b>&"c"'.slice(8) });
    box.pools.set('/Common/x&y<z', [odd]);
    await balancer.drain('x&y<z', 'a<b>&"c":80');
    expect(odd.enabled).toBe(false);
  });
});

it('uses folders and partitions from 11 on, and says so before', async () => {
  const box = await startF5Box(new Map([['/Sales/apps/web', [member('/Sales/apps/web-1:80')]]]));
  box.unit.version = '11.2.1';
  const newer = f5([box], { api: { by: 'soap' } });
  expect(await newer.read('Sales/apps/web')).toMatchObject([{ name: 'web-1:80' }]);
  await newer.drain('Sales/apps/web', '/Sales/apps/web-1:80');
  expect(box.pools.get('/Sales/apps/web')?.[0]?.enabled).toBe(false);
  box.unit.sync = 'Changes Pending';
  expect((await newer.read('Sales/apps/web'))[0]?.detail).toBe('config sync: Changes Pending');
  box.unit.version = '10.2.4';
  const older = f5([box], { api: { by: 'soap' } });
  await expect(older.read('Sales/apps/web')).rejects.toMatchObject({ kind: 'invalid' });
  box.unit.version = 'unknown';
  const strange = f5([box], { api: { by: 'soap' } });
  await expect(strange.read('web')).rejects.toMatchObject({ kind: 'failed' });
  await Promise.all([newer, older, strange].map((one) => one.close()));
  await box.stop();
});
