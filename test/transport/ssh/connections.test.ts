import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SshConnection } from '../../../src/transport/ssh/connection.ts';
import { createSshConnections, type SshConnections } from '../../../src/transport/ssh/connections.ts';
import { until } from '../../conformance/deployer/context.ts';
import { freePort, type Sshd, startSshd } from '../../peers/sshd.ts';

let sshd: Sshd;
let connections: SshConnections;
beforeAll(async () => {
  sshd = await startSshd({ env: { APP_DIR: '/srv/it is here' } });
});
afterAll(() => sshd.stop());
beforeEach(() => {
  connections = createSshConnections();
});
afterEach(() => connections.closeAll());

const listening = (server: Server): Promise<Server> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));

const logins = (): number => sshd.log().match(/Accepted publickey/g)?.length ?? 0;

async function run(connection: SshConnection, command: string, input = '') {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  const process = await connection.exec(command, {
    onStdout: (chunk) => out.push(chunk),
    onStderr: (chunk) => err.push(chunk),
  });
  process.write(input);
  process.finish();
  const end = await process.ended;
  return { ...end, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() };
}

describe('SSH connections', () => {
  test('are one per target, opened ahead, shared and opened again after closing', async () => {
    const before = logins();
    const target = sshd.target();
    connections.prepare(target);
    connections.prepare({ ...target });
    const [one, two] = await Promise.all([
      connections.connection(target),
      connections.connection({ ...target }),
    ]);
    expect(one).toBe(two);
    expect(logins()).toBe(before + 1);
    await connections.close(target);
    expect(one.lost.aborted).toBe(true);
    expect((await run(await connections.connection(target), 'echo again')).out).toBe('again\n');
    expect(logins()).toBe(before + 2);
  });

  test('run commands, with exit code, signal, both outputs and input', async () => {
    const connection = await connections.connection(sshd.target());
    expect(await run(connection, 'cat; echo no >&2; exit 3', 'in')).toEqual({
      exitCode: 3,
      signal: null,
      out: 'in',
      err: 'no\n',
    });
    expect(await run(connection, 'kill -TERM $$')).toMatchObject({ exitCode: null, signal: 'SIGTERM' });
    expect(await run(connection, 'exit 255')).toMatchObject({ exitCode: 255, signal: null });
    expect((await run(connection, 'echo "$APP_DIR $HOME"')).out).toBe(`/srv/it is here ${sshd.home}\n`);
  });

  test('that break fail what is under way, and are opened again', async () => {
    const target = sshd.target();
    const connection = await connections.connection(target);
    const process = await connection.exec('echo up; cat', {
      onStdout: () => undefined,
      onStderr: () => undefined,
    });
    sshd.killConnections();
    await expect(process.ended).rejects.toMatchObject({ kind: 'unreachable', retryable: true });
    await expect(
      connection.exec('true', { onStdout: () => undefined, onStderr: () => undefined }),
    ).rejects.toMatchObject({
      kind: 'unreachable',
    });
    expect((await run(await connections.connection(target), 'echo again')).out).toBe('again\n');
  });

  test('that fall silent do not hang what is under way', async () => {
    const target = sshd.target({ keepAliveMs: 100 });
    const connection = await connections.connection(target);
    const stream = await connection.forwardTcp('127.0.0.1', sshd.port);
    const streamError = new Promise((resolve) => stream.once('error', resolve));
    const process = await connection.exec('cat', {
      onStdout: () => undefined,
      onStderr: () => undefined,
    });
    sshd.pause();
    try {
      await expect(process.ended).rejects.toMatchObject({ kind: 'unreachable' });
      expect(await streamError).toMatchObject({ kind: 'unreachable' });
      await expect(connections.connection(sshd.target({ connectTimeoutMs: 300 }))).rejects.toMatchObject({
        kind: 'timeout',
      });
    } finally {
      sshd.resume();
    }
    expect((await run(await connections.connection(target), 'echo again')).out).toBe('again\n');
  });

  test('to where nobody listens are unreachable', async () => {
    const closed = sshd.target({ port: await freePort() });
    await expect(connections.connection(closed)).rejects.toMatchObject({
      kind: 'unreachable',
      retryable: true,
    });
    const unknown = sshd.target({
      host: 'no-such-host.invalid',
      trust: { kind: 'fingerprint', sha256: 'SHA256:x' },
    });
    await expect(connections.connection(unknown)).rejects.toMatchObject({ kind: 'unreachable' });
  });

  test('to something that is no SSH server time out or are unreachable', async () => {
    const silent = await listening(createServer());
    const closing = await listening(createServer((socket) => socket.end()));
    const to = (server: Server) =>
      sshd.target({ port: (server.address() as AddressInfo).port, connectTimeoutMs: 200 });
    await expect(connections.connection(to(silent))).rejects.toMatchObject({ kind: 'timeout' });
    await expect(connections.connection(to(closing))).rejects.toMatchObject({ kind: 'unreachable' });
    silent.close();
    closing.close();
  });

  test('a failed prepare surfaces at the next use, and only there', async () => {
    const port = await freePort();
    const target = sshd.target({ port });
    connections.prepare(target);
    await expect(connections.connection(target)).rejects.toMatchObject({ kind: 'unreachable' });
  });

  test('carry files', async () => {
    const connection = await connections.connection(sshd.target());
    const from = join(sshd.dir, 'from');
    const content = Buffer.alloc(1_000_000, 'binary \0 \n');
    writeFileSync(from, content);
    writeFileSync(`${from}.empty`, '');
    await connection.upload([
      { from, to: join(sshd.dir, 'to') },
      { from: `${from}.empty`, to: join(sshd.dir, 'to.empty') },
    ]);
    expect(readFileSync(join(sshd.dir, 'to')).equals(content)).toBe(true);
    expect(readFileSync(join(sshd.dir, 'to.empty'))).toHaveLength(0);
    const nowhere = connection.upload([{ from, to: join(sshd.dir, 'no', 'folder') }]);
    await expect(nowhere).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('no/folder'),
    });
    expect(existsSync(join(sshd.dir, 'no'))).toBe(false);
  });

  test('lead through a jump host', async () => {
    const before = logins();
    const behind = await startSshd();
    try {
      const target = behind.target({ jump: sshd.target() });
      const connection = await connections.connection(target);
      expect((await run(connection, 'echo "$HOME"')).out).toBe(`${behind.home}\n`);
      expect(logins()).toBe(before + 1);
      const far = connections.connection(behind.target({ port: await freePort(), jump: sshd.target() }));
      await expect(far).rejects.toMatchObject({ kind: expect.stringMatching(/unreachable|denied/) });
      sshd.killConnections();
      await until(() => connection.lost.aborted, 'the connection behind is lost with the jump host');
      expect((await run(await connections.connection(target), 'echo again')).out).toBe('again\n');
    } finally {
      await behind.stop();
    }
  });
});

describe('a forwarded unix socket', () => {
  const path = (): string => join(sshd.dir, 'service.sock');
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', (error) => error);
    socket.on('end', () => socket.end());
    let asked = '';
    socket.on('data', (chunk: Buffer) => {
      asked += chunk.toString();
      if (asked.endsWith('\n')) socket.end(`answer to ${asked}${'x'.repeat(200_000)}`);
    });
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(path(), resolve)));
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

  test('is a stream like any other', async () => {
    for (const question of ['show stat\n', 'show info\n']) {
      const stream = await connections.forwardUnix(sshd.target(), path());
      stream.write(question);
      expect(await text(stream)).toBe(`answer to ${question}${'x'.repeat(200_000)}`);
      await until(() => stream.closed, 'the stream closes');
    }
  });

  test('that nobody listens on or that may not be forwarded, is told as such', async () => {
    const nobody = connections.forwardUnix(sshd.target(), join(sshd.dir, 'nobody.sock'));
    await expect(nobody).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('nobody.sock'),
    });
    const strict = await startSshd({ config: ['AllowStreamLocalForwarding no'] });
    const refused = connections.forwardUnix(strict.target(), path());
    await expect(refused).rejects.toMatchObject({
      message: expect.stringContaining('AllowStreamLocalForwarding'),
    });
    await strict.stop();
  });

  test('ends with an error when the connection breaks', async () => {
    const stream = await connections.forwardUnix(sshd.target(), path());
    const error = new Promise((resolve) => stream.once('error', resolve));
    sshd.killConnections();
    expect(await error).toMatchObject({ kind: 'unreachable' });
  });
});
