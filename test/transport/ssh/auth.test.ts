import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Secret } from '../../../src/model/secret.ts';
import type { SshAuth, SshTarget } from '../../../src/model/ssh.ts';
import { createSshConnections } from '../../../src/transport/ssh/connections.ts';
import { until } from '../../conformance/deployer/context.ts';
import { makeKey, type Sshd, startSshd } from '../../peers/sshd.ts';

const dir = mkdtempSync(join(tmpdir(), 'rollout-auth-'));
const connections = createSshConnections();
const open = (target: SshTarget) => connections.connection(target);
const refusal = async (target: SshTarget): Promise<Error> =>
  open(target).then(
    () => new Error('it was let in'),
    (error: Error) => error,
  );

afterEach(() => connections.closeAll());
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('a way in', () => {
  const passphrase = 'correct horse';
  const keyFile = makeKey(join(dir, 'locked'), 'ed25519', passphrase);
  let sshd: Sshd;
  let agent: ChildProcess;
  const agentSocket = join(dir, 'agent');
  const as = (auth: SshAuth) => sshd.target({ auth });

  beforeAll(async () => {
    sshd = await startSshd({ clientKey: { file: keyFile } });
    agent = spawn('ssh-agent', ['-D', '-a', agentSocket], { stdio: 'ignore' });
    await until(() => existsSync(agentSocket), 'the agent');
    const askpass = join(dir, 'askpass');
    writeFileSync(askpass, `#!/bin/sh\necho '${passphrase}'\n`);
    chmodSync(askpass, 0o700);
    execFileSync('ssh-add', ['-q', keyFile], {
      env: { ...process.env, SSH_AUTH_SOCK: agentSocket, SSH_ASKPASS: askpass, SSH_ASKPASS_REQUIRE: 'force' },
      stdio: 'pipe',
    });
  });
  afterAll(async () => {
    agent.kill();
    await sshd.stop();
  });

  test('is a key with its passphrase', async () => {
    const auth = { kind: 'key', file: keyFile, passphrase: new Secret(passphrase) } as const;
    await expect(open(as(auth))).resolves.toHaveProperty('name');
  });

  test('is not a key without its passphrase, or with a wrong one', async () => {
    const none = await refusal(as({ kind: 'key', file: keyFile }));
    expect(none).toMatchObject({ kind: 'denied', message: expect.stringContaining(keyFile) });
    const wrong = await refusal(as({ kind: 'key', file: keyFile, passphrase: new Secret('battery staple') }));
    expect(wrong).toMatchObject({ kind: 'denied' });
    expect(String(wrong)).not.toContain('battery staple');
  });

  test('is not another key, a missing file or something else', async () => {
    const other = makeKey(join(dir, 'other'), 'ed25519');
    expect(await refusal(as({ kind: 'key', file: other }))).toMatchObject({ kind: 'denied' });
    const missing = await refusal(as({ kind: 'key', file: join(dir, 'nowhere') }));
    expect(missing).toMatchObject({ kind: 'denied', message: expect.stringContaining('nowhere') });
    writeFileSync(join(dir, 'junk'), 'no key');
    expect(await refusal(as({ kind: 'key', file: join(dir, 'junk') }))).toMatchObject({ kind: 'denied' });
  });

  test('is an agent that has the key', async () => {
    await expect(open(as({ kind: 'agent', socket: agentSocket }))).resolves.toHaveProperty('name');
  });

  test('is not an agent that does not answer', async () => {
    const failure = await refusal(as({ kind: 'agent', socket: join(dir, 'no-agent') }));
    expect(failure).toMatchObject({ kind: 'denied', message: expect.stringContaining('no-agent') });
  });

  test('is not a password where the server takes none', async () => {
    const failure = await refusal(as({ kind: 'password', password: new Secret('tr0ub4dor') }));
    expect(failure).toMatchObject({ kind: 'denied' });
    expect(String(failure)).not.toContain('tr0ub4dor');
  });
});

// Nobody's password may be changed for a test, so the other side is ssh2's own server here.
describe.each(['password', 'keyboard-interactive'] as const)('a password as %s', (way) => {
  const hostKey = readFileSync(makeKey(join(dir, `host-${way}`), 'ed25519'));
  const fingerprint = execFileSync('ssh-keygen', ['-lf', join(dir, `host-${way}.pub`)], { encoding: 'utf8' });
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
    client.on('error', (error) => error);
    client.on('authentication', (context) => {
      if (context.method !== way) return context.reject([way]);
      const decide = (given: string | undefined) =>
        given === 'open sesame' ? context.accept() : context.reject([way]);
      if (context.method === 'password') return decide(context.password);
      if (context.method === 'keyboard-interactive') {
        context.prompt([{ prompt: 'Password: ', echo: false }], (answers) => decide(answers[0]));
      }
    });
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve())));
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

  const target = (password: string): SshTarget => ({
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    user: 'deploy',
    auth: { kind: 'password', password: new Secret(password) },
    trust: { kind: 'fingerprint', sha256: fingerprint.split(' ')[1] ?? '' },
    connectTimeoutMs: 20_000,
    keepAliveMs: 10_000,
  });

  test('lets in', async () => {
    await expect(open(target('open sesame'))).resolves.toHaveProperty('name');
  });

  test('that is wrong is refused, and not repeated in the message', async () => {
    const failure = await refusal(target('open barley'));
    expect(failure).toMatchObject({ kind: 'denied', retryable: false });
    expect(JSON.stringify([failure.message, failure.stack, String(failure.cause)])).not.toContain('barley');
  });
});
