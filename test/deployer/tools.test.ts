import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HostAccess } from '../../src/deployer/job/access.ts';
import { createJobDeployer } from '../../src/deployer/job/job-deployer.ts';
import { createLocalDeployer } from '../../src/deployer/local/local-deployer.ts';
import { createLocalShell } from '../../src/transport/local.ts';
import { follow, jobOf } from '../conformance/deployer/context.ts';

const host = { name: 'web-01', address: '127.0.0.1', members: [] };
const basic = ['cat', 'chmod', 'find', 'ln', 'mkdir', 'mv', 'rm', 'sh', 'sleep', 'tail', 'tr', 'wc'];

/** Not on every machine: they are called with these words, and answer like sha256sum. */
const sumCalls: Readonly<Record<string, string>> = { shasum: '-a 256', openssl: 'dgst -sha256 -r' };

const find = (tool: string): string =>
  execFileSync('/bin/sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim();

function provide(file: string, tool: string): void {
  const call = sumCalls[tool];
  if (call === undefined) {
    symlinkSync(find(tool), file);
    return;
  }
  const script = `#!/bin/sh\n[ "$*" = "${call}" ] || exit 9\nexec ${find('sha256sum')}\n`;
  writeFileSync(file, script, { mode: 0o755 });
}

/** Hosts that have less than Debian has. */
describe('a host', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'rollout-tools-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const deployerWith = (tools: readonly string[]) => {
    mkdirSync(join(dir, 'bin'));
    for (const tool of [...basic, ...tools]) provide(join(dir, 'bin', tool), tool);
    const env = { PATH: join(dir, 'bin'), HOME: dir };
    return createLocalDeployer({ env, stateDir: join(dir, 'state'), graceMs: 500 });
  };

  test('with perl instead of setsid runs and stops jobs alike', async () => {
    const deployer = deployerWith(['perl']);
    const job = jobOf(['echo up; sleep 300']);
    expect(await deployer.start(host, job)).toMatchObject({ found: false });
    const abort = new AbortController();
    const end = deployer.follow(
      { host, jobId: job.id, found: false },
      { from: 1, onLine: () => abort.abort(), signal: abort.signal, timeoutMs: 60_000 },
    );
    expect(await end).toEqual({ exitCode: null, signal: 'SIGTERM', failedCommand: 1, stopped: 'asked' });
    expect(await deployer.ask(host, 'echo a; exit 3', 10_000)).toEqual({ exitCode: 3, output: 'a\n' });
  });

  test('with neither says what is missing, and nothing was run', async () => {
    const start = deployerWith([]).start(host, jobOf([`echo run >${dir}/ran`]));
    await expect(start).rejects.toMatchObject({
      kind: 'missing',
      message: expect.stringContaining('setsid'),
    });
    expect(() => readFileSync(join(dir, 'ran'))).toThrow('ENOENT');
  });

  const sums = [['sha256sum'], ['shasum'], ['openssl'], []];

  test.each(sums)('takes an upload that it checked with %s', async (...tools) => {
    writeFileSync(join(dir, 'from'), 'content');
    const deployer = deployerWith(['setsid', ...tools]);
    const job = jobOf([], { upload: { from: join(dir, 'from'), to: join(dir, 'to') } });
    await deployer.start(host, job);
    expect((await follow({ deployer, host }, job).end).exitCode).toBe(0);
    expect(readFileSync(join(dir, 'to'), 'utf8')).toBe('content');
  });

  test.each(sums)('refuses one that arrived broken, by %s', async (...tools) => {
    writeFileSync(join(dir, 'from'), 'content');
    writeFileSync(join(dir, 'to'), 'old');
    deployerWith(['setsid', ...tools]);
    // Without a checksum only the size can tell.
    const broken = tools.length > 0 ? 'c0ntent' : 'conten';
    const access: HostAccess = {
      prepare: () => undefined,
      open: () => createLocalShell({ env: { PATH: join(dir, 'bin'), HOME: dir } }),
      put: async (_, files) => {
        for (const { to } of files) writeFileSync(to, broken);
      },
      release: async () => undefined,
      close: async () => undefined,
    };
    const settings = { shell: ['/bin/sh'], graceMs: 500 };
    const deployer = createJobDeployer({ access, settings, variables: {} });
    const job = jobOf([`touch ${dir}/ran`], { upload: { from: join(dir, 'from'), to: join(dir, 'to') } });
    await expect(deployer.start(host, job)).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('arrived broken'),
    });
    expect(readFileSync(join(dir, 'to'), 'utf8')).toBe('old');
    expect(readdirSync(dir).sort()).toEqual(['.local', 'bin', 'from', 'to']);
  });
});
