import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerTo, type DoubleBackends } from './haproxy-runtime-answers.ts';

export interface RuntimeDouble {
  readonly path: string;
  /** What it holds; change it as you like. */
  readonly backends: DoubleBackends;
  readonly faults: RuntimeFaults;
  /** Every command line that came in, in order. */
  readonly commands: readonly string[];
  stop(): Promise<void>;
}

/** Ways to answer badly, all off at first. */
export interface RuntimeFaults {
  level: 'user' | 'admin';
  /** Answers to changes are a success, and nothing is changed. */
  ineffective: boolean;
  /** So many characters of each answer are sent, then the connection closes. */
  cutAfter: number | undefined;
  /** Lists this server of each backend a second time. */
  twice: string | undefined;
  /** Gives this text to every command. */
  instead: string | undefined;
  /** Runs before a command is looked at; what it returns is waited for. */
  before: (command: string) => void | Promise<void>;
}

export const noFaults = (): RuntimeFaults => ({
  level: 'admin',
  ineffective: false,
  cutAfter: undefined,
  twice: undefined,
  instead: undefined,
  before: () => undefined,
});

/**
 * HAProxy's runtime API as its management guide describes it ("Unix Socket commands"), for what a real one can't be
 * made to do. One line a connection, an empty line after each answer, then the connection closes. Strict: it knows the
 * four commands in the forms that the guide gives, and answers all else as HAProxy answers an unknown one.
 */
export async function startRuntimeDouble(backends: DoubleBackends): Promise<RuntimeDouble> {
  const dir = await mkdtemp(join(tmpdir(), 'rollout-runtime-'));
  const path = join(dir, 'admin.sock');
  const faults = noFaults();
  const commands: string[] = [];
  const open = new Set<Socket>();

  async function serve(socket: Socket, line: string): Promise<void> {
    commands.push(line);
    await faults.before(line);
    const answer = `${faults.instead ?? answerTo(line, backends, faults)}\n`;
    socket.end(faults.cutAfter === undefined ? answer : answer.slice(0, faults.cutAfter));
  }

  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    // The other side gave up waiting: nothing is left to be told to it.
    socket.on('error', () => socket.destroy());
    onLine(socket, (line) => void serve(socket, line));
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    path,
    backends,
    faults,
    commands,
    stop: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** The first line of a connection; what comes after it is not read. */
function onLine(socket: Socket, act: (line: string) => void): void {
  let text = '';
  socket.setEncoding('utf8');
  socket.on('data', (part) => {
    const had = text.includes('\n');
    text += part;
    const end = text.indexOf('\n');
    if (!had && end >= 0) act(text.slice(0, end));
  });
}
