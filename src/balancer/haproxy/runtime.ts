import type { Duplex } from 'node:stream';
import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import { createGate, type Gate } from '../../transport/gate.ts';
import type { Connect } from './connect.ts';

/** How a runtime API is reached. */
export interface RuntimeOptions {
  /** For messages: `lb1`. */
  readonly target: string;
  /** For one command, from connecting to the end of its answer, in milliseconds. */
  readonly timeoutMs: number;
  readonly connect: Connect;
  /** Called right before a command that changes something is sent; throws where that may not be any more. */
  demandMayChange?(target: string): void;
}

export interface Runtime extends RuntimeOptions {
  readonly gate: Gate;
}

/**
 * A HAProxy takes 10 connections to its stats sockets in all (`stats maxconn`), refuses more (`EAGAIN` on a unix socket)
 * when about as many wait, and other tools want some.
 */
const connectionsAtOnce = 4;

export const createRuntime = (options: RuntimeOptions): Runtime => ({
  ...options,
  gate: createGate(connectionsAtOnce),
});

/**
 * Sends one command on a connection of its own and gives the whole answer. A connection takes a single line,
 * and HAProxy closes it after the answer (management guide, "non-interactive mode").
 * @throws Failure `unreachable`, `timeout` or `denied`; what the answer says is for the caller to read
 */
export const ask = (runtime: Runtime, command: string): Promise<string> =>
  runtime.gate(() => askNow(runtime, command));

async function askNow(runtime: Runtime, command: string): Promise<string> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), runtime.timeoutMs);
  try {
    const stream = await open(runtime.connect, late.signal);
    return whole(await exchange(stream, command, late.signal, () => demandRight(runtime, command)), runtime);
  } catch (error) {
    throw late.signal.aborted ? timedOut(runtime, command) : broken(error, runtime);
  } finally {
    clearTimeout(timer);
  }
}

/** A connection that arrives after the deadline is closed at once. */
function open(connect: Connect, late: AbortSignal): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    late.addEventListener('abort', () => reject(new Error()), { once: true });
    connect().then((stream) => (late.aborted ? stream.destroy() : resolve(stream)), reject);
  });
}

const demandRight = (runtime: Runtime, command: string): void => {
  if (command.startsWith('set ')) runtime.demandMayChange?.(runtime.target);
};

function exchange(stream: Duplex, command: string, late: AbortSignal, demand: () => void): Promise<string> {
  let answer = '';
  const done = new Promise<string>((resolve, reject) => {
    late.addEventListener('abort', () => reject(new Error()), { once: true });
    stream.setEncoding('utf8');
    stream.on('data', (part: string) => {
      answer += part;
    });
    stream.on('error', reject);
    stream.on('end', () => resolve(answer));
    stream.on('close', () => resolve(answer));
    demand();
    stream.write(`${command}\n`);
  });
  return done.finally(() => stream.destroy());
}

/** Every answer ends with an empty line; one that doesn't was cut off. */
function whole(answer: string, runtime: RuntimeOptions): string {
  if (answer === '\n' || answer.endsWith('\n\n')) return answer.trimEnd();
  const { target } = runtime;
  const text =
    answer === ''
      ? kept`${target} closed the connection without an answer: the command may or may not have taken effect.`
      : kept`${target} closed the connection in the middle of its answer: the command may or may not have taken effect.`;
  throw new Failure('unreachable', target, text);
}

function timedOut(runtime: Runtime, command: string): Failure {
  return new Failure(
    'timeout',
    runtime.target,
    kept`${runtime.target} gave no answer to "${command}" within ${runtime.timeoutMs} ms.`,
  );
}

/** Anything but a refusal by the system's permissions leaves open what happened: it counts as unreachable. */
function broken(error: unknown, runtime: Runtime): Failure {
  if (error instanceof Failure) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why = error instanceof Error ? error.message : String(error);
  if (code === 'EACCES' || code === 'EPERM') {
    return new Failure(
      'denied',
      runtime.target,
      kept`The bot's user may not open the runtime API of ${runtime.target}: ${why}.`,
      {
        cause: error,
      },
    );
  }
  return new Failure(
    'unreachable',
    runtime.target,
    kept`The runtime API of ${runtime.target} can't be reached: ${why}.`,
    {
      cause: error,
    },
  );
}
