import { connect, type Socket } from 'node:net';
import type { Answer } from '../../intake/intake.ts';
import { Failure } from '../../model/failure.ts';
import type { Update } from '../../report/report.ts';
import type { Language } from '../../text/language.ts';
import { kept } from '../../text/say.ts';
import { createLineReader } from './lines.ts';
import {
  type ClientFrame,
  decode,
  encode,
  type ServerFrame,
  serverFrame,
  serverFrameLimit,
} from './protocol.ts';
import { createQueue, type Queue } from './queue.ts';

/** One connection to the running bot. When it breaks, everything that waits on it throws `unreachable`. */
export interface Link {
  /**
   * Resolves when the bot has heard us and handles commands; to be asked once. A process that is going down may still
   * take the connection, and throws here.
   */
  served(): Promise<void>;
  /** @param id the same id again is the same request */
  command(id: string, text: string): Promise<Answer>;
  /** All updates of the rollout after `after`, until its state is final. */
  follow(rollout: string, after: number): AsyncIterable<Update>;
  close(): void;
}

export interface LinkOptions {
  readonly login: string;
  /** What the terminal reads. */
  readonly language?: Language;
  /** The bot answers, and is not ready yet. */
  onStarting?(): void;
}

interface Waiting {
  readonly welcome: Queue<true>;
  readonly answers: Map<string, { resolve(answer: Answer): void; reject(error: Failure): void }>;
  readonly follows: Map<string, Queue<Update>>;
}

/**
 * Connects to the bot's local socket.
 * @throws Failure `missing` where no bot runs, `denied` where the socket belongs to somebody else
 */
export async function connectLocal(socketPath: string, options: LinkOptions): Promise<Link> {
  const socket = await open(socketPath);
  const waiting: Waiting = { welcome: createQueue(), answers: new Map(), follows: new Map() };
  const reader = createLineReader({
    limit: serverFrameLimit,
    onLine: (line) => receive(line, waiting, options),
    onTooLong: () => socket.destroy(new Error(kept`the bot sent a line that is too long`)),
  });
  let broken: string | undefined;
  socket.on('data', (chunk: Buffer) => reader.push(chunk));
  socket.on('error', (error) => {
    broken = error.message;
  });
  socket.on('close', () => giveUp(waiting, lost(broken)));
  socket.write(
    encode({ type: 'hello', login: options.login, ...(options.language && { language: options.language }) }),
  );
  return linkOver(socket, waiting);
}

function linkOver(socket: Socket, waiting: Waiting): Link {
  const send = (frame: ClientFrame) => {
    if (!socket.writable) throw lost();
    socket.write(encode(frame));
  };
  return {
    async served() {
      for await (const _ of waiting.welcome.items) return;
    },
    command: (id, text) =>
      new Promise((resolve, reject) => {
        send({ type: 'command', id, text });
        waiting.answers.set(id, { resolve, reject });
      }),
    follow(rollout, after) {
      const queue = createQueue<Update>();
      send({ type: 'follow', rollout, after });
      waiting.follows.get(rollout)?.end();
      waiting.follows.set(rollout, queue);
      return queue.items;
    },
    close: () => socket.destroy(),
  };
}

function open(socketPath: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    const fail = (error: NodeJS.ErrnoException) => reject(notOpen(socketPath, error));
    socket.once('error', fail);
    socket.once('connect', () => {
      socket.off('error', fail);
      resolve(socket);
    });
  });
}

function notOpen(socketPath: string, error: NodeJS.ErrnoException): Failure {
  if (error.code === 'EACCES' || error.code === 'EPERM') {
    const text = kept`${socketPath} can only be opened by the user that the bot runs as.`;
    return new Failure('denied', socketPath, text, { cause: error });
  }
  const text = kept`The bot is not running here (nobody answers at ${socketPath}). Start it with: rollout start`;
  return new Failure('missing', socketPath, text, { cause: error });
}

function receive(line: string, waiting: Waiting, options: LinkOptions): void {
  const decoded = decode(serverFrame, line);
  if ('frame' in decoded) {
    deliver(decoded.frame, waiting, options);
    return;
  }
  const text = kept`The bot said something that this client does not understand (${decoded.wrong}): use the same version.`;
  giveUp(waiting, new Failure('invalid', 'the bot', text)); // not shown
}

function deliver(frame: ServerFrame, waiting: Waiting, options: LinkOptions): void {
  if (frame.type === 'starting') options.onStarting?.();
  if (frame.type === 'welcome') waiting.welcome.push(true);
  if (frame.type === 'ended') waiting.follows.get(frame.rollout)?.end();
  if (frame.type === 'error') fail(frame, waiting);
  if (frame.type === 'answer') {
    const { type, id, ...answer } = frame;
    waiting.answers.get(id)?.resolve(answer);
    waiting.answers.delete(id);
  }
  if (frame.type === 'update') {
    const { type, ...update } = frame;
    waiting.follows.get(update.rollout)?.push(update);
  }
}

/** An error that names no rollout cannot say which command it means: all that wait are told. */
function fail({ text, rollout }: Extract<ServerFrame, { type: 'error' }>, waiting: Waiting): void {
  const failure = new Failure('failed', rollout ?? 'the bot', text); // not shown
  if (rollout === undefined) giveUp({ ...waiting, follows: new Map() }, failure);
  else waiting.follows.get(rollout)?.fail(failure);
}

function giveUp(waiting: Waiting, failure: Failure): void {
  for (const { reject } of waiting.answers.values()) reject(failure);
  waiting.answers.clear();
  waiting.welcome.fail(failure);
  for (const queue of waiting.follows.values()) queue.fail(failure);
}

const lost = (reason?: string): Failure =>
  new Failure(
    'unreachable',
    'the bot', // not shown
    reason === undefined
      ? kept`The connection to the bot broke.`
      : kept`The connection to the bot broke (${reason}).`,
  );
