import { spawn } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Failure } from '../../../src/model/failure.ts';
import { createLocalShell } from '../../../src/transport/local.ts';
import { type Rig, startRig } from './rig.ts';
import { isChange } from './tap.ts';

let rig: Rig;
let first = '';
beforeAll(async () => {
  rig = await startRig();
  first = rig.apps[0].name;
});
beforeEach(() => {
  rig.tap.before = () => undefined;
  rig.write(rig.text);
  writeFileSync(rig.nginx.other, '');
});
afterAll(() => rig?.stop());

/** The file, and the workers that take connections. */
const picture = () => ({ text: rig.file(), workers: rig.nginx.workers().serving, reloads: rig.reloads() });

/** A balancer whose reloads have a second to be seen. */
const hasty = () => rig.balancer({ timeoutMs: 4_900 });

it('puts the former file back where somebody broke another one, and quotes nginx', async () => {
  writeFileSync(rig.nginx.other, 'map $a $b {\n  default;\n}\nfrobnicate on;\n');
  const before = picture();
  const { ino } = statSync(rig.nginx.file);
  await expect(rig.balancer().drain('web', first)).rejects.toMatchObject({
    kind: 'failed',
    retryable: false,
    target: 'lb1',
    message: `nginx on lb1 refused its configuration, and ${rig.nginx.file} is as it was: "[emerg] invalid number of the map parameters in ${rig.nginx.other}:2"`,
  });
  expect(picture()).toEqual(before);
  expect(statSync(rig.nginx.file).ino).toBe(ino);
});

it('leaves what somebody wrote after the change, even where nginx refuses it', async () => {
  const binary = rig.wrapper(
    'case "$*" in *-T*) echo "# mine" >>"$file"; echo "nginx: [emerg] no" >&2; exit 1 ;; esac',
  );
  await expect(rig.balancer({}, { binary }).drain('web', first)).rejects.toMatchObject({ kind: 'failed' });
  expect(rig.file()).toBe(`${rig.text.replace('; # the first', ' down; # the first')}# mine\n`);
});

it('does not make one change pay for another that nginx refuses', async () => {
  const binary = rig.wrapper(
    'case "$*" in *-T*) if grep -q weight=7 "$file"; then echo "nginx: [emerg] no sevens" >&2; exit 1; fi ;; esac; exec "$real" "$@"',
  );
  const b = rig.balancer({}, { binary });
  const second = rig.apps[1].name;
  const ends = await Promise.allSettled([
    b.setWeight('web', second, 2),
    b.setWeight('web', second, 7),
    b.drain('web', first),
  ]);
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await b.read('web')).toMatchObject([{ state: 'drain' }, { state: 'ready', weight: 2 }]);
});

it('takes a reload that fails in the master for ineffective, with the former file back', async () => {
  const taken = createServer();
  const port = await new Promise<number>((resolve) => {
    taken.listen(0, '127.0.0.1', () => {
      const address = taken.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  writeFileSync(rig.nginx.other, `server { listen 127.0.0.1:${port}; }\n`);
  const before = picture();
  await expect(hasty().drain('web', first)).rejects.toMatchObject({
    kind: 'ineffective',
    message: `nginx on lb1 took the order to reload ${rig.nginx.file}, but its old workers go on; the former content is back. Its error log tells why, unless ${rig.nginx.instance().pidFile} is another nginx's.`,
  });
  expect(picture()).toMatchObject({ text: before.text, workers: before.workers });
  writeFileSync(rig.nginx.other, '');
  await new Promise((resolve) => taken.close(resolve));
  await rig.balancer().drain('web', first);
});

it('comes to the former state in the end where the master is only slow', async () => {
  await rig.balancer().apply('web', first, { weight: 3, state: 'ready' });
  const before = picture();
  rig.nginx.freeze();
  await expect(hasty().drain('web', first)).rejects.toMatchObject({ kind: 'ineffective' });
  expect(rig.file()).toBe(before.text);
  rig.nginx.thaw();
  const changed = () => rig.nginx.workers().serving.some((pid) => before.workers.includes(pid));
  await expect.poll(changed, { timeout: 30_000, interval: 20 }).toBe(false);
  const seen = rig.apps[0].requests();
  for (let n = 0; n < 8; n += 1) expect(await rig.ask()).toBe(200);
  expect(rig.apps[0].requests()).toBeGreaterThan(seen);
});

it('says that nginx does not read the file at all', async () => {
  const file = join(rig.nginx.dir, 'web.conf');
  writeFileSync(file, rig.text);
  await expect(rig.balancer({}, { file }).drain('web', first)).rejects.toMatchObject({
    kind: 'missing',
    message: `nginx on lb1 does not read ${file}: no \`include\` of its configuration names it.`,
  });
  expect(readFileSync(file, 'utf8')).toBe(rig.text);
});

it('changes the file behind a link, and keeps its owner and mode', async () => {
  const dir = join(rig.nginx.dir, 'sites');
  mkdirSync(dir);
  const [file, link] = [join(dir, 'linked.conf'), join(dirname(rig.nginx.file), 'linked.conf')];
  writeFileSync(file, 'upstream linked { server 127.77.1.1; }');
  chmodSync(file, 0o604);
  symlinkSync('../sites/linked.conf', link);
  await rig.balancer({}, { file: link }).drain('linked', '127.77.1.1');
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe('upstream linked { server 127.77.1.1 down; }');
  expect(statSync(file).mode & 0o777).toBe(0o604);
  expect(readdirSync(dir)).toEqual(['linked.conf']);
});

it('waits for whoever has the lock, and changes nothing where that takes too long', async () => {
  const holder = spawn(
    'sh',
    ['-c', 'exec 9<"$0"; flock 9; echo held; read -r line', dirname(rig.nginx.file)],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  await new Promise((resolve) => holder.stdout.once('data', resolve));
  const before = picture();
  await expect(hasty().drain('web', first)).rejects.toMatchObject({
    kind: 'timeout',
    retryable: true,
    message: `Another change of ${rig.nginx.file} is under way on lb1; nothing was changed.`,
  });
  expect(picture()).toEqual(before);
  const change = rig.balancer().drain('web', first);
  holder.stdin.end('\n');
  await change;
  expect(rig.file()).toContain(' down; # the first');
});

it('takes up what a change left that was killed', async () => {
  const folder = dirname(rig.nginx.file);
  writeFileSync(join(folder, '.upstreams.conf.rollout-old'), 'old');
  writeFileSync(join(folder, '.upstreams.conf.rollout-new'), 'new');
  await rig.balancer().drain('web', first);
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
});

it('changes nothing where it may not any more, asked at the last moment', async () => {
  const lost = new Failure('lost-lock', 'lb1', 'Another process has taken over.');
  const scripts: string[] = [];
  rig.tap.before = (script) => void scripts.push(script);
  const demandMayChange = () => {
    throw lost;
  };
  await expect(rig.balancer({ demandMayChange }).drain('web', first)).rejects.toBe(lost);
  expect(scripts.filter(isChange)).toEqual([]);
  expect(rig.file()).toBe(rig.text);
});

it.each([
  [
    { file: '/nonexistent/web.conf' },
    'missing',
    'lb1 has no file /nonexistent/web.conf that the bot may see.',
  ],
  [{ binary: 'no-such-nginx' }, 'missing', 'lb1 has no command no-such-nginx, which the bot needs there.'],
  [
    { pidFile: '/nonexistent/pid' },
    'unreachable',
    'nginx does not run on lb1: /nonexistent/pid names no master process that the bot may see.',
  ],
])('says what is not there: %j', async (instance, kind, message) => {
  await expect(rig.balancer({}, instance).drain('web', first)).rejects.toMatchObject({ kind, message });
  expect(rig.file()).toBe(rig.text);
});

it('does not take another process for nginx that has the number of its pid file now', async () => {
  const pidFile = join(rig.nginx.dir, 'stale.pid');
  writeFileSync(pidFile, `${process.pid}\n`);
  await expect(rig.balancer({}, { pidFile }).read('web')).rejects.toMatchObject({ kind: 'unreachable' });
});

it('works as root by sudo, and says that it is not let', async () => {
  const bin = join(rig.nginx.dir, 'bin');
  mkdirSync(bin);
  const shell = createLocalShell({ env: { ...process.env, PATH: `${bin}:${process.env.PATH}` } });
  const b = rig.balancer({ shell }, { sudo: true });
  const sudo = (script: string): void =>
    writeFileSync(join(bin, 'sudo'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  sudo('[ "$1 $2 $3" = "-n /bin/sh -c" ] && [ $# = 4 ] || exit 99; shift; exec "$@"');
  await b.drain('web', first);
  expect(rig.file()).toContain(' down; # the first');
  sudo('echo "sudo: a password is required" >&2; exit 1');
  await expect(b.drain('web', first)).rejects.toMatchObject({
    kind: 'denied',
    message: 'lb1 does not let the bot use sudo without a password: "sudo: a password is required"',
  });
});
