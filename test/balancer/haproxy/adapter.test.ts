import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { connectUnix } from '../../../src/balancer/haproxy/connect.ts';
import { createHaproxy } from '../../../src/balancer/haproxy/haproxy.ts';
import { noFaults, type RuntimeDouble, startRuntimeDouble } from '../../doubles/haproxy-runtime.ts';

let double: RuntimeDouble;
beforeAll(async () => {
  const server = () => ({ name: 'web-01', weight: 10, configured: 10, admin: 0, sessions: 3 });
  double = await startRuntimeDouble(
    new Map([
      ['first', [server()]],
      ['web', [server()]],
    ]),
  );
});
beforeEach(() => void Object.assign(double.faults, noFaults()));
afterAll(() => double?.stop());

const balancer = (timeoutMs = 20_000) =>
  createHaproxy({ target: 'lb1', timeoutMs, connect: connectUnix(double.path) });

it('reads a member by the column names, whatever else stands beside them', async () => {
  expect(await balancer().read('web')).toEqual([
    { name: 'web-01', address: '127.0.0.1:8000', weight: 10, state: 'ready', health: 'up', connections: 3 },
  ]);
});

it('finds its columns in another order, with unknown ones between', async () => {
  double.faults.before = (line) => {
    double.faults.instead = line.startsWith('show servers')
      ? '2\n# srv_name be_name new srv_uweight srv_iweight srv_admin_state be_id srv_addr srv_op_state srv_check_state srv_agent_state\nx web ? 256 1 8 4 ::1 2 0 0\n'
      : '# pxname,svname,status,new,scur\nweb,x,DRAIN,"a,""b",17\n';
  };
  expect(await balancer().read('web')).toEqual([
    { name: 'x', address: '[::1]', weight: 256, state: 'drain', health: 'unchecked', connections: 17 },
  ]);
});

it('lets no name carry a second command, and no bad weight out', async () => {
  const before = double.commands.length;
  const bad = fc.oneof(
    fc.constantFrom(
      '',
      'a b',
      'web;disable server web/web-01',
      'web\nshutdown',
      'a/b',
      '#2',
      'a\\',
      'ä',
      "'a'",
      '<<',
    ),
    fc.string().filter((name) => !/^[A-Za-z0-9._:-]+$/.test(name)),
  );
  await fc.assert(
    fc.asyncProperty(bad, async (name) => {
      const refused = { name: 'Failure', kind: 'invalid' };
      const b = balancer();
      const saved = { weight: 1, state: 'ready' } as const;
      await expect(b.read(name)).rejects.toMatchObject(refused);
      await expect(b.drain('web', name)).rejects.toMatchObject(refused);
      await expect(b.apply(name, 'web-01', saved)).rejects.toMatchObject(refused);
      await expect(b.setWeight('web', name, 1)).rejects.toMatchObject(refused);
    }),
  );
  expect(double.commands.slice(before)).toEqual([]);
});

it.each([
  ['Permission denied\n', 'denied', 'level admin'],
  ['No such server.\n', 'missing', 'lb1/web web-01'],
  ['No such backend.\n', 'missing', 'lb1/web web-01'],
  ['[3]:No such server.\n', 'missing', 'lb1/web web-01'],
  ['Backend is using a static LB algorithm and only accepts weights.\n', 'invalid', 'static'],
  ['The moon is full.\nAnd more.\n', 'failed', '"The moon is full."'],
])('knows what %j means as the answer to a change', async (answer, kind, says) => {
  double.faults.before = (line) => {
    double.faults.instead = line.startsWith('set ') ? answer : undefined;
  };
  await expect(balancer().drain('web', 'web-01')).rejects.toMatchObject({
    kind,
    target: 'lb1/web web-01',
    message: expect.stringContaining(says),
  });
});

it.each([
  ["Can't find backend.\n", 'missing'],
  ['Unknown command. Please enter one of the following commands only :\n', 'failed'],
  ['1\n# be_id be_name srv_name\n3 web web-01\n', 'failed'],
  [
    '1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state\n3 web 1 web-01 127.0.0.1 2 zero\n',
    'failed',
  ],
])('takes %j for no list of servers', async (answer, kind) => {
  double.faults.instead = answer;
  await expect(balancer().read('web')).rejects.toMatchObject({ kind, target: 'lb1/web' });
});

it('does not know whether a change took place whose answer is cut off', async () => {
  double.faults.before = (line) => {
    double.faults.cutAfter = line.startsWith('set ') ? 0 : undefined;
  };
  const unknown = { kind: 'unreachable', message: expect.stringContaining('may or may not') };
  await expect(balancer().drain('web', 'web-01')).rejects.toMatchObject(unknown);
});

it('closes a connection that is there only after it gave up', async () => {
  const late = new PassThrough();
  let arrive: () => void = () => undefined;
  const connect = () =>
    new Promise<PassThrough>((resolve) => {
      arrive = () => resolve(late);
    });
  const slow = createHaproxy({ target: 'lb1', timeoutMs: 20, connect });
  await expect(slow.read('web')).rejects.toMatchObject({ kind: 'timeout', target: 'lb1', retryable: true });
  arrive();
  await expect.poll(() => late.destroyed).toBe(true);
});

it('says that the system does not let it open the socket', async () => {
  const connect = () => Promise.reject(Object.assign(new Error('connect EACCES /run/x'), { code: 'EACCES' }));
  const barred = createHaproxy({ target: 'lb1', timeoutMs: 1000, connect });
  await expect(barred.read('web')).rejects.toMatchObject({ kind: 'denied', target: 'lb1' });
});

it('lets the next one ask where one fails', async () => {
  double.faults.instead = 'Permission denied\n';
  const b = balancer();
  const answers = await Promise.allSettled(Array.from({ length: 10 }, () => b.read('web')));
  expect(answers.map((answer) => answer.status)).toEqual(Array(10).fill('rejected'));
});
