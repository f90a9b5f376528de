import { afterAll, beforeAll, expect, it } from 'vitest';
import { run } from '../../src/transport/run.ts';
import { type DirectorDouble, startDirectorDouble } from './ipvsadm/director.ts';
import { createKernel } from './ipvsadm/kernel.ts';
import { ipvsadm, type Version } from './ipvsadm/program.ts';

// That the double answers as the real one does is seen beside a real kernel; here is what that one can't show.

let double: DirectorDouble;
beforeAll(async () => {
  double = await startDirectorDouble();
});
afterAll(() => double?.stop());

const sh = (script: string) => run(double.shell, script, { target: 'the double', timeoutMs: 30_000 });

it('is a program in a shell, with its words, outputs and exit codes', async () => {
  const script = [
    'ipvsadm -A -t 10.1.0.1:80 -s "rr"; ipvsadm -a -t 10.1.0.1:80 -r 10.0.0.1 -w 7',
    'ipvsadm -Sn; ipvsadm -d -t 10.1.0.1:80 -r "10.0.0.2:80"; echo $?',
  ];
  expect(await sh(script.join('\n'))).toEqual({
    exitCode: 0,
    stdout: '-A -t 10.1.0.1:80 -s rr\n-a -t 10.1.0.1:80 -r 10.0.0.1:80 -g -w 7\n255\n',
    stderr: 'No such destination\n',
  });
  expect(double.commands.at(-1)).toEqual(['-d', '-t', '10.1.0.1:80', '-r', '10.0.0.2:80']);
});

it('is nothing to a plain user, who has sudo for it or not', async () => {
  double.faults.user = 'plain';
  expect(await sh('ipvsadm -Ln')).toMatchObject({ exitCode: 2, stdout: '' });
  expect(await sh('sudo -n ipvsadm -Ln')).toMatchObject({
    exitCode: 1,
    stderr: 'sudo: a password is required\n',
  });
  double.faults.user = 'lister';
  expect(await sh('sudo -n ipvsadm -Sn')).toMatchObject({ exitCode: 0 });
  expect(await sh('sudo -n ipvsadm -C')).toMatchObject({ exitCode: 1, stdout: '' });
  double.faults.user = 'sudoer';
  expect(await sh('sudo -n ipvsadm -C')).toMatchObject({ exitCode: 0 });
});

it('prints the settings of a kernel that has them', async () => {
  double.settings.set('expire_nodest_conn', '1');
  const { stdout } = await sh(
    "grep -s '' /proc/sys/net/ipv4/vs/nothing /proc/sys/net/ipv4/vs/expire_nodest_conn",
  );
  expect(stdout).toBe('/proc/sys/net/ipv4/vs/expire_nodest_conn:1\n');
  expect((await sh('echo one | grep -F -e one')).stdout).toBe('one\n');
});

const answers = (version: Version, ...lines: readonly string[]) => {
  const kernel = createKernel();
  return lines.map((line) => ipvsadm(kernel, line.split(' '), version)).at(-1);
};

it.each([
  ['1.26', 'ops', 2, 'UDP  10.1.0.1:53 wlc\n'],
  ['1.31', '-o', 0, 'UDP  10.1.0.1:53 wlc ops\n'],
] as const)('knows what version %s does otherwise', (version, ops, code, line) => {
  expect(answers(version, '-A -u 10.1.0.1:53 -o', '-Sn')?.stdout).toBe(`-A -u 10.1.0.1:53 -s wlc ${ops}\n`);
  expect(answers(version, '-A -u 10.1.0.1:53 -o', '-Ln -u 10.1.0.1:53')?.stdout).toContain(line);
  expect(answers(version, '-A -t 10.1.0.1:80', '-a -t 10.1.0.1:80 -r 10.0.0.1 -w 70000')?.code).toBe(code);
});

it('knows tunnels of 1.26 that are only tunnels', () => {
  const lines = ['-A -t 10.1.0.1:80', '-a -t 10.1.0.1:80 -r 10.0.0.1 -i', '-Sn'];
  expect(answers('1.26', ...lines)?.stdout).toMatch(/-r 10.0.0.1:80 -i -w 1\n$/);
  expect(answers('1.26', '-A -t 10.1.0.1:80', '-a -t 10.1.0.1:80 -r 10.0.0.1 -i --tun-type gue')).toEqual({
    code: 255,
    stdout: '',
    stderr: '--tun-type: unknown option\n',
  });
});
