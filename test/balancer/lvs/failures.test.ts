import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { changeScript } from '../../../src/balancer/lvs/script.ts';
import { serviceOf } from '../../../src/balancer/lvs/service.ts';
import { Failure } from '../../../src/model/failure.ts';
import { changesOf, pool, usePair } from './pair.ts';

const { a, one } = usePair();
const root = (text: string, code = 255) => ({ code, stdout: '', stderr: `${text}\n` });

it.each([
  [
    2,
    "Can't initialize ipvs: Permission denied (you must be root)\nAre you sure …",
    'denied',
    '`sudo: true`',
  ],
  [2, "Can't initialize ipvs: Protocol not available\nAre you sure …", 'missing', 'no IPVS'],
  [1, 'sudo: a password is required', 'denied', 'NOPASSWD'],
  [1, 'sudo: sorry, you must have a tty to run sudo', 'denied', 'NOPASSWD'],
  [1, 'rollout is not in the sudoers file.', 'denied', 'NOPASSWD'],
  [1, 'sudo: ipvsadm: command not found', 'missing', 'no ipvsadm where sudo looks'],
  [127, '/bin/sh: 9: sudo: not found', 'missing', 'lacks sudo'],
  [127, '/bin/sh: 9: ipvsadm: not found', 'missing', 'not installed on lvs-a'],
  [127, 'bash: line 9: ipvsadm: command not found', 'missing', 'not installed on lvs-a'],
  [1, 'sudo: unable to resolve host lvs-a\nNo such service', 'missing', `no virtual service ${pool}`],
  [255, 'Memory allocation problem', 'failed', 'exit code 255: "Memory allocation problem"'],
  [137, 'Killed', 'unreachable', 'may or may not'],
])('knows what exit code %i with %j means', async (code, text, kind, says) => {
  a().faults.instead = root(text, code);
  await expect(one().read(pool)).rejects.toMatchObject({ kind, message: expect.stringContaining(says) });
  await expect(one().drain(pool, '10.0.0.1')).rejects.toMatchObject({ kind });
});

it.each([
  ['illegal weight specified', 2, 'invalid'],
  ['Numerical result out of range', 255, 'invalid'],
  ['Service not defined', 255, 'missing'],
])('knows what %j means as the answer to a change', async (text, code, kind) => {
  a().faults.before = ([command]) => {
    a().faults.instead = command === '-e' ? root(text, code) : undefined;
  };
  await expect(one().setWeight(pool, '10.0.0.1', 9)).rejects.toMatchObject({ kind });
});

it.each([
  ['', 'nothing'],
  ['Prot LocalAddress:Port\nTCP  10.1.0.1:8080 wlc\n', 'another service'],
  ['TCP  10.1.0.1:80 wlc\n  -> 10.0.0.1:80 many 0 0 0\n', 'no numbers'],
  ['TCP  10.1.0.1:80 wlc\n  -> web-01:http 0 0 0 0\n', 'names'],
])('takes %j for no table: %s', async (stdout) => {
  const rules = stdout.includes('web-01') ? '-a -t 10.1.0.1:80 -r web-01:http -g -w 1\n' : '';
  a().faults.before = ([command]) => {
    a().faults.instead = { code: 0, stdout: command === '-Sn' ? rules : stdout, stderr: '' };
  };
  await expect(one().read(pool)).rejects.toMatchObject({
    kind: 'failed',
    message: expect.stringContaining(pool),
  });
});

it.each([
  '-a -t 10.1.0.1:80 -r 10.0.0.1:80 -g',
  '-a -t 10.1.0.1:80 -r 10.0.0.1:80 -w 3',
  '-a -t 10.1.0.1:80 -r 10.0.0.1:80 -g -w many',
  "-a -t 10.1.0.1:80 -r 10.0.0.1:80 -g -w 3 ';reboot",
])('takes %j for no rule', async (stdout) => {
  a().faults.before = ([command]) => {
    a().faults.instead = command === '-Sn' ? { code: 0, stdout: `${stdout}\n`, stderr: '' } : undefined;
  };
  await expect(one().read(pool)).rejects.toMatchObject({ kind: 'failed' });
});

it('changes nothing where this process may not any more, and asks right before', async () => {
  const lost = new Failure('lost-lock', 'web', 'Somebody else has the lock.');
  let may = true;
  const asked: string[] = [];
  const balancer = one({
    demandMayChange: (target) => {
      asked.push(target);
      if (!may) throw lost;
    },
  });
  await balancer.read(pool);
  expect(asked).toEqual([]);
  await balancer.drain(pool, '10.0.0.1');
  expect(asked).toEqual(['lvs-a']);
  await balancer.drain(pool, '10.0.0.1');
  expect(asked).toHaveLength(1);
  may = false;
  const before = a().commands.length;
  await expect(balancer.setWeight(pool, '10.0.0.1', 9)).rejects.toBe(lost);
  expect(changesOf(a(), before)).toEqual([]);
  may = true;
  await balancer.setWeight(pool, '10.0.0.1', 9);
  expect(a().table()).toContain('10.0.0.1:80 -g 9 90 30');
});

it('runs ipvsadm through sudo where it is told to, and says what that lacks', async () => {
  a().faults.user = 'sudoer';
  await expect(one().read(pool)).rejects.toMatchObject({ kind: 'denied' });
  const before = a().commands.length;
  await one({ sudo: true }).drain(pool, '10.0.0.1');
  for (const words of a().commands.slice(before))
    expect(words.slice(0, 3)).toEqual(['sudo', '-n', 'ipvsadm']);
  a().faults.user = 'plain';
  await expect(one({ sudo: true }).read(pool)).rejects.toMatchObject({ kind: 'denied' });
});

it('makes no change any more that nobody waits for', async () => {
  const order = { words: ['-e', '-t', '10.1.0.1:80', '-r', '10.0.0.2:80', '-g', '-w', '0'] };
  const script = changeScript(serviceOf(pool, 'lvs1'), order, 'ipvsadm');
  // Held up as by a slow sudo, in a shell whose output nobody takes.
  const slow = `ipvsadm -Sn >/dev/null\n${script}`;
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const waiting = new Promise<void>((resolve) => {
    a().faults.before = async ([command]) => {
      if (command !== '-Sn') return;
      resolve();
      await held;
    };
  });
  const shell = spawn('/bin/sh', ['-c', slow], {
    env: { PATH: a().path },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await waiting;
  shell.stdout.destroy();
  release();
  await once(shell, 'exit');
  expect(a().table()).toContain('10.0.0.2:80 -g 5 0 0');
});
