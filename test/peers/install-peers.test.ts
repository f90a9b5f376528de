import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/install-peers.sh', import.meta.url));
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rollout-peers-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Runs the script with commands of our own before the system's, and a guard file of our own. */
function run(peers: string, commands: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(commands)) {
    writeFileSync(join(dir, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(dir, name), 0o755);
  }
  const env = {
    ...process.env,
    PATH: `${dir}:${process.env.PATH}`,
    PEERS: peers,
    POLICY_RC_D: join(dir, 'policy-rc.d'),
    DIR: dir,
  };
  const { status, stdout, stderr } = spawnSync('sh', [script], { env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** Makes the command that was missing, and notes its arguments and the guard's answer at that moment. */
const apt =
  'echo "$@" >> "$DIR/calls"; cp "$DIR/policy-rc.d" "$DIR/guard-then"; touch "$DIR/peer-x"; chmod +x "$DIR/peer-x"';
const calls = (): readonly string[] => readFileSync(join(dir, 'calls'), 'utf8').trim().split('\n');

it('says in one line that all is there', () => {
  expect(run('sh dash, ls coreutils', { 'apt-get': 'exit 9' })).toEqual({
    status: 0,
    stdout: 'peers: all there (sh, ls)\n',
    stderr: '',
  });
});

it('installs what is missing, and only that, with services forbidden meanwhile', () => {
  const { status, stdout } = run('sh dash, peer-x package-x', { id: 'echo 0', 'apt-get': apt });
  expect(stdout).toContain('peers: installing package-x with apt-get');
  expect(status).toBe(0);
  expect(calls()).toHaveLength(1);
  expect(calls()[0]).toMatch(/^install -y .*--no-install-recommends package-x$/);
  expect(readFileSync(join(dir, 'guard-then'), 'utf8')).toContain('exit 101');
  expect(existsSync(join(dir, 'policy-rc.d'))).toBe(false);
});

it('puts back the guard that was there', () => {
  writeFileSync(join(dir, 'policy-rc.d'), 'mine');
  run('peer-x package-x', { id: 'echo 0', 'apt-get': apt });
  expect(readFileSync(join(dir, 'policy-rc.d'), 'utf8')).toBe('mine');
});

it('fetches the package lists only where the install fails without', () => {
  const failsOnce = `if [ ! -e "$DIR/calls" ]; then echo "$@" > "$DIR/calls"; exit 100; fi; ${apt}`;
  const { status } = run('peer-x package-x', { id: 'echo 0', 'apt-get': failsOnce });
  expect(status).toBe(0);
  expect(calls().map((line) => line.split(' ')[0])).toEqual(['install', 'update', 'install']);
});

it('fails and puts back the guard where apt-get fails', () => {
  writeFileSync(join(dir, 'policy-rc.d'), 'mine');
  expect(run('peer-x package-x', { id: 'echo 0', 'apt-get': 'exit 100' }).status).not.toBe(0);
  expect(readFileSync(join(dir, 'policy-rc.d'), 'utf8')).toBe('mine');
});

it('names what is missing, and how to get it, to somebody who is not root', () => {
  const { status, stderr } = run('peer-x package-x, peer-y package-y', {
    id: 'echo 1000',
    'apt-get': 'exit 9',
  });
  expect(status).toBe(1);
  expect(stderr).toBe(
    'peers: missing package-x package-y. Install them with: sudo apt-get install --no-install-recommends package-x package-y\n',
  );
});
