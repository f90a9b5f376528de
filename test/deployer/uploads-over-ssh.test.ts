import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSshDeployer } from '../../src/deployer/ssh/ssh-deployer.ts';
import { createSshConnections, type SshConnections } from '../../src/transport/ssh/connections.ts';
import { follow, jobOf, until } from '../conformance/deployer/context.ts';
import { type Sshd, startSshd } from '../peers/sshd.ts';

describe('an upload over SSH', () => {
  let sshd: Sshd;
  const connections: SshConnections = createSshConnections();
  const host = { name: 'web-01', address: '127.0.0.1', members: [] };
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(async () => {
    await connections.closeAll();
    await sshd.stop();
  });

  test('that is cut off in the middle leaves the target as it was, and goes through the next time', async () => {
    const dir = join(sshd.dir, 'app');
    mkdirSync(dir);
    const [from, to] = [join(sshd.dir, 'from'), join(dir, 'bin')];
    writeFileSync(from, Buffer.alloc(64 * 1024 * 1024, 3));
    writeFileSync(to, 'old');
    const { host: _, ...spec } = sshd.target();
    const deployer = createSshDeployer({ connections, spec });
    const job = jobOf([], { upload: { from, to } });

    const cut = deployer.start(host, job).then(
      () => 'went through',
      (error: unknown) => error,
    );
    const temporary = (): string | undefined => readdirSync(dir).find((file) => file.includes('rollout-new'));
    await until(
      () => temporary() !== undefined && statSync(join(dir, temporary() ?? '')).size > 0,
      'bytes arrive',
    );
    sshd.killConnections();
    expect(await cut).toMatchObject({ kind: 'unreachable' });
    expect(readFileSync(to, 'utf8')).toBe('old');
    expect(existsSync(join(sshd.home, '.local/state/rollout/jobs', job.id, 'ran'))).toBe(false);

    expect(await deployer.start(host, job)).toMatchObject({ found: false });
    expect((await follow({ deployer, host }, job).end).exitCode).toBe(0);
    expect(readFileSync(to).equals(readFileSync(from))).toBe(true);
    expect(readdirSync(dir)).toEqual(['bin']);
  });
});
