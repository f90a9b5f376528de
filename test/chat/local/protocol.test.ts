import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLineReader } from '../../../src/chat/local/lines.ts';
import { connectLocal } from '../../../src/chat/local/link.ts';
import { encode, type ServerFrame } from '../../../src/chat/local/protocol.ts';
import type { Answer } from '../../../src/intake/intake.ts';
import type { Update } from '../../../src/report/report.ts';
import { type FakeBot, startBot } from './bot.ts';
import { until } from './terminal.ts';

let bot: FakeBot;
beforeEach(async () => {
  bot = await startBot();
});
afterEach(() => bot.stop());

interface Raw {
  readonly socket: Socket;
  /** What the bot said, but for its welcomes. */
  readonly frames: ServerFrame[];
  readonly welcomes: ServerFrame[];
  send(text: string | Buffer): void;
}

/** A bare client that can send anything. */
async function raw(): Promise<Raw> {
  const socket = connect(bot.socketPath);
  const frames: ServerFrame[] = [];
  const welcomes: ServerFrame[] = [];
  const reader = createLineReader({
    limit: 1e7,
    onLine: (line) => {
      const frame: ServerFrame = JSON.parse(line);
      (frame.type === 'welcome' ? welcomes : frames).push(frame);
    },
    onTooLong: () => undefined,
  });
  socket.on('data', (chunk: Buffer) => reader.push(chunk));
  // Broken off on purpose, by some of these tests.
  socket.on('error', ({ message }) => expect(message).toMatch(/ECONNRESET|EPIPE/));
  await new Promise((resolve) => socket.once('connect', resolve));
  return { socket, frames, welcomes, send: (text) => void socket.write(text) };
}

const hello = encode({ type: 'hello', login: 'ann' });
const command = (id: string, text: string) => encode({ type: 'command', id, text });

describe('the socket', () => {
  test('a command is handled as the person of the login, and answered under its id', async () => {
    const client = await raw();
    client.send(hello + command('1', 'status'));
    await until(() => client.frames.length === 1);
    expect(client.frames[0]).toEqual({
      type: 'answer',
      id: '1',
      code: 'ok',
      card: { title: 'status', tone: 'plain' },
    });
    expect(bot.requests).toEqual([{ id: 'local:1', person: 'person ann', text: 'status' }]);
    client.socket.destroy();
  });

  test('an answer arrives with all that it has', async () => {
    const answer: Answer = {
      code: 'ok',
      override: 'o5',
      open: true,
      seq: 7,
      card: {
        title: 'o5',
        tone: 'warning',
        buttons: [{ label: 'Abort', command: 'abort r1', style: 'danger', confirm: 'Sure?' }],
        files: [{ name: 'audit.csv', text: 'a,b\n1,2\n' }],
      },
    };
    bot.answer = () => answer;
    const link = await connectLocal(bot.socketPath, { login: 'ann' });
    expect(await link.command('1', 'audit')).toEqual(answer);
    link.close();
  });

  test('a file that is too long for one line is named, and the answer arrives', async () => {
    const files = [{ name: 'audit.csv', text: 'x'.repeat(8 * 1024 * 1024) }];
    bot.answer = () => ({
      code: 'ok',
      card: { title: 'audit', tone: 'plain', lines: [{ text: 'a' }], files },
    });
    const link = await connectLocal(bot.socketPath, { login: 'ann' });
    expect(await link.command('1', 'audit')).toEqual({
      code: 'ok',
      card: {
        title: 'audit',
        tone: 'plain',
        lines: [
          { text: 'a' },
          { text: 'audit.csv: too long for the terminal (over 8 MB); ask for less.', tone: 'warning' },
        ],
      },
    });
    link.close();
  });

  test('hello is answered, once it was said', async () => {
    const client = await raw();
    client.send(command('1', 'status'));
    await until(() => client.frames.length === 1);
    expect(client.welcomes).toEqual([]);
    client.send(hello);
    await until(() => client.welcomes.length === 1);
    expect(client.welcomes).toEqual([{ type: 'welcome' }]);
    client.socket.destroy();
  });

  test('frames in any pieces are put together, characters of several bytes too', async () => {
    const client = await raw();
    const bytes = Buffer.from(hello + command('1', 'lock web 数据库'));
    for (const byte of bytes) client.socket.write(Buffer.of(byte));
    await until(() => client.frames.length === 1);
    expect(bot.requests[0]?.text).toBe('lock web 数据库');
    client.socket.destroy();
  });

  test.each([
    ['no JSON', 'what?\n', 'a line was not JSON'],
    ['an unknown frame', '{"type":"reboot"}\n', 'a frame was not understood'],
    ['a wrong field', '{"type":"hello","login":5}\n', 'a frame was not understood: login'],
    ['a command before hello', command('1', 'status'), 'say hello first'],
    ['a line over 64 KiB', `${'x'.repeat(65 * 1024)}\n`, 'a line is longer than 65536 bytes'],
  ])('%s is refused, and the connection goes on', async (_, sent, text) => {
    const client = await raw();
    client.send(sent);
    await until(() => client.frames.length === 1);
    expect(client.frames[0]).toMatchObject({ type: 'error', text: expect.stringContaining(text) });
    client.send(hello + command('2', 'status'));
    await until(() => client.frames.length === 2);
    expect(client.frames[1]).toMatchObject({ type: 'answer', id: '2' });
    client.socket.destroy();
  });

  test('an endless line is told once, and not kept', async () => {
    const client = await raw();
    for (let n = 0; n < 64; n += 1) client.send(Buffer.alloc(64 * 1024, 'x'));
    client.send(`\n${hello}${command('1', 'status')}`);
    await until(() => client.frames.length === 2);
    expect(client.frames.map(({ type }) => type)).toEqual(['error', 'answer']);
    client.socket.destroy();
  });

  test('one that breaks off in the middle of a line, or never reads, does not hurt another', async () => {
    const other = await connectLocal(bot.socketPath, { login: 'bob' });
    const half = await raw();
    half.send(`${hello}{"type":"comm`);
    half.socket.destroy();
    const deaf = await raw();
    deaf.socket.pause();
    deaf.send(hello + encode({ type: 'follow', rollout: 'r1', after: 0 }));
    for (let n = 0; n < 200; n += 1)
      bot.tell('r1', 'running', { card: { title: 'x'.repeat(20_000), tone: 'plain' } });
    expect((await other.command('1', 'status')).code).toBe('ok');
    deaf.socket.destroy();
    await until(() => bot.sockets.size === 1);
    expect((await other.command('2', 'locks')).code).toBe('ok');
    other.close();
  });

  test('intake that throws is an answer all the same', async () => {
    bot.answer = () => {
      throw new Error('the database is gone');
    };
    const link = await connectLocal(bot.socketPath, { login: 'ann' });
    expect(await link.command('1', 'status')).toMatchObject({
      code: 'failed',
      card: { title: 'That did not work: the database is gone' },
    });
    link.close();
  });

  test('a bot that is still starting says so, and answers when it is up', async () => {
    await bot.kill();
    let up: () => void = () => undefined;
    await bot.start(
      new Promise((resolve) => {
        up = resolve;
      }),
    );
    let starting = 0;
    const link = await connectLocal(bot.socketPath, { login: 'ann', onStarting: () => (starting += 1) });
    const answer = link.command('1', 'status');
    let served = false;
    const welcomed = link.served().then(() => {
      served = true;
    });
    await until(() => starting === 1);
    expect(bot.requests).toEqual([]);
    expect(served).toBe(false);
    up();
    expect((await answer).code).toBe('ok');
    await welcomed;
    link.close();
  });
});

describe('following', () => {
  test('all updates after a number, in order, to the end', async () => {
    for (const state of ['queued', 'running', 'succeeded'] as const) bot.tell('r1', state);
    const link = await connectLocal(bot.socketPath, { login: 'ann' });
    const seen: Update[] = [];
    for await (const update of link.follow('r1', 1)) seen.push(update);
    expect(seen.map(({ seq, state }) => [seq, state])).toEqual([
      [2, 'running'],
      [3, 'succeeded'],
    ]);
    link.close();
  });

  test('a connection that breaks is thrown to whoever waits on it', async () => {
    const link = await connectLocal(bot.socketPath, { login: 'ann' });
    bot.answer = () => new Promise(() => undefined);
    const answer = link.command('1', 'status');
    await until(() => bot.requests.length === 1);
    for (const socket of bot.sockets) socket.destroy();
    await expect(answer).rejects.toMatchObject({ kind: 'unreachable' });
  });
});

test('a bot that is going down takes the connection, and serves nobody', async () => {
  bot.silence();
  const link = await connectLocal(bot.socketPath, { login: 'ann' });
  await expect(link.served()).rejects.toMatchObject({ kind: 'unreachable' });
});

test('where no bot runs, it says how to start one', async () => {
  await expect(connectLocal(`${bot.socketPath}.none`, { login: 'ann' })).rejects.toMatchObject({
    kind: 'missing',
    message: expect.stringContaining('Start it with: rollout start'),
  });
});
