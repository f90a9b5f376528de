import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Deployer } from '../../src/deployer/deployer.ts';
import { createLocalDeployer } from '../../src/deployer/local/local-deployer.ts';
import type { Job } from '../../src/model/deploy.ts';

/** A file system of a megabyte needs root to be mounted; elsewhere a disk can't be filled without harm. */
const isRoot = process.getuid?.() === 0;

describe.runIf(isRoot)('a host without room', () => {
  let dir: string;
  let deployer: Deployer;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'rollout-full-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', dir]);
    deployer = createLocalDeployer({ stateDir: join(dir, 'state') });
  });
  afterEach(async () => {
    await deployer.close();
    execFileSync('umount', ['-l', dir]);
    rmSync(dir, { recursive: true, force: true });
  });

  const host = { name: 'web-01', address: '127.0.0.1', members: [] };
  const job = (id: string, command: string): Job => ({
    id,
    scope: 'full',
    epoch: 1,
    commands: [command],
    timeoutMs: 60_000,
    variables: {},
  });
  const follow = (id: string) =>
    deployer.follow(
      { host, jobId: id, found: false },
      { from: 1, onLine: () => undefined, signal: new AbortController().signal, timeoutMs: 60_000 },
    );
  const fill = (): void => {
    try {
      writeFileSync(join(dir, 'filler'), Buffer.alloc(2 * 1024 * 1024));
    } catch (error) {
      // As far as it went: that is what fills it.
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  };

  it('does not start the job, and says what can’t be written; with room again it starts it', async () => {
    fill();
    const proof = join(tmpdir(), `rollout-full-ran-${process.pid}`);
    const refused = deployer.start(host, job('full-1', `echo ran >>${proof}`));
    await expect(refused).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('written'),
    });
    rmSync(join(dir, 'filler'));
    await deployer.start(host, job('full-1', `echo ran >>${proof}`));
    expect((await follow('full-1')).exitCode).toBe(0);
    rmSync(proof);
  });

  it('ends a job whose output fills the disk, and never takes it for well', async () => {
    await deployer.start(
      host,
      job(
        'full-2',
        'set -e; i=0; while [ $i -lt 40000 ]; do echo "line $i of a talkative deploy that fills the disk"; i=$((i+1)); done',
      ),
    );
    const end = await follow('full-2').catch((error: unknown) => error);
    expect(end).not.toMatchObject({ exitCode: 0 });
  });
});
