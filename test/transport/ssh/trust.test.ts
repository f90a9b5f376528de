import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { SshTarget } from '../../../src/model/ssh.ts';
import { createSshConnections } from '../../../src/transport/ssh/connections.ts';
import { makeKey, type Sshd, startSshd } from '../../peers/sshd.ts';

describe('host keys', () => {
  const connections = createSshConnections();
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd({ hostKeyTypes: ['ed25519', 'ecdsa', 'rsa'] });
  });
  afterEach(() => connections.closeAll());
  afterAll(() => sshd.stop());

  const known = (lines: string): SshTarget => {
    const file = join(sshd.dir, 'known_hosts.test');
    writeFileSync(file, lines);
    return sshd.target({ trust: { kind: 'known-hosts', file } });
  };
  const open = (target: SshTarget) => connections.connection(target);
  const keyOf = (type: string): string => sshd.hostKeys.find((line) => line.includes(type)) ?? '';

  test.each(['ed25519', 'ecdsa', 'rsa'])(
    'a server with several keys is trusted by its %s key alone',
    async (type) => {
      const name = `[127.0.0.1]:${sshd.port}`;
      await expect(open(known(`${name} ${keyOf(type)}\n`))).resolves.toHaveProperty('name');
      await connections.closeAll();
      const sha256 = sshd.fingerprints[type] ?? '';
      await expect(open(sshd.target({ trust: { kind: 'fingerprint', sha256 } }))).resolves.toHaveProperty(
        'name',
      );
    },
  );

  test('hashed known_hosts are read', async () => {
    const target = known(readFileSync(sshd.knownHostsFile, 'utf8'));
    if (target.trust.kind !== 'known-hosts') throw new Error('known_hosts');
    execFileSync('ssh-keygen', ['-q', '-H', '-f', target.trust.file], { stdio: 'pipe' });
    expect(readFileSync(target.trust.file, 'utf8')).toMatch(/^\|1\|/);
    await expect(open(target)).resolves.toHaveProperty('name');
  });

  const stranger = (): string =>
    readFileSync(`${makeKey(join(sshd.dir, `k${Math.random()}`), 'ed25519')}.pub`, 'utf8');

  test('an unknown key is refused, with what to do', async () => {
    await expect(open(known('# nothing\n'))).rejects.toMatchObject({
      kind: 'denied',
      retryable: false,
      message: expect.stringMatching(/SHA256:.*has no key for it.*ssh-keyscan -p \d+ 127\.0\.0\.1 >> /),
    });
  });

  test('a changed key is refused, with both fingerprints', async () => {
    const failure = await open(known(`[127.0.0.1]:${sshd.port} ${stranger()}`)).catch(
      (error: Error) => error,
    );
    expect(failure).toMatchObject({ kind: 'denied', retryable: false });
    expect(String(failure)).toContain('is not the known one');
    expect(String(failure)).toContain(sshd.fingerprints.ed25519 ?? 'no fingerprint');
    expect(String(failure).match(/SHA256:/g)).toHaveLength(2);
    expect(String(failure)).toContain(`ssh-keygen -f`);
  });

  test('a revoked key is refused, although it is also listed', async () => {
    const lines = [`[127.0.0.1]:${sshd.port} ${keyOf('ed25519')}`, `@revoked * ${keyOf('ed25519')}`].join(
      '\n',
    );
    await expect(open(known(lines))).rejects.toMatchObject({
      kind: 'denied',
      message: expect.stringContaining('@revoked'),
    });
  });

  test('a certificate authority is no reason to trust', async () => {
    await expect(open(known(`@cert-authority * ${keyOf('ed25519')}`))).rejects.toMatchObject({
      kind: 'denied',
    });
  });

  test('another pinned fingerprint is refused', async () => {
    const trust = { kind: 'fingerprint', sha256: `SHA256:${'A'.repeat(43)}` } as const;
    await expect(open(sshd.target({ trust }))).rejects.toMatchObject({
      kind: 'denied',
      message: expect.stringMatching(/presented a ssh-ed25519 key.*but the config pins SHA256:AAAA/),
    });
  });

  test('a known_hosts file that is not there is a refusal', async () => {
    const trust = { kind: 'known-hosts', file: join(sshd.dir, 'nowhere') } as const;
    await expect(open(sshd.target({ trust }))).rejects.toMatchObject({
      kind: 'denied',
      message: expect.stringContaining('nowhere'),
    });
  });

  test('nobody is authenticated at a host that is not trusted', async () => {
    const before = sshd.log().match(/userauth-request/g)?.length ?? 0;
    await expect(open(known('# nothing\n'))).rejects.toMatchObject({ kind: 'denied' });
    expect(sshd.log().match(/userauth-request/g)?.length ?? 0).toBe(before);
    await open(sshd.target());
    expect(sshd.log().match(/userauth-request/g)?.length ?? 0).toBeGreaterThan(before);
  });

  test('the file is read anew for each connection', async () => {
    const target = known('# nothing\n');
    await expect(open(target)).rejects.toMatchObject({ kind: 'denied' });
    if (target.trust.kind === 'known-hosts')
      appendFileSync(target.trust.file, readFileSync(sshd.knownHostsFile));
    await expect(open(target)).resolves.toHaveProperty('name');
  });
});
