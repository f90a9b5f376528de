import { Failure, type FailureKind } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';

/**
 * What Redis's errors begin with (https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors), by what
 * they mean for whoever asked. Those of the second kind pass by themselves, and nothing has taken effect.
 */
const codes: readonly (readonly [FailureKind, readonly string[]])[] = [
  ['denied', ['NOAUTH', 'WRONGPASS', 'NOPERM', 'DENIED']],
  ['unreachable', ['LOADING', 'MASTERDOWN', 'READONLY', 'CLUSTERDOWN', 'TRYAGAIN', 'MOVED', 'ASK', 'BUSY']],
];

/** Full memory, or a disk or replicas that Redis waits for: ends when somebody looks after it. */
const passing = ['OOM', 'MISCONF', 'NOREPLICAS'];

/** Any error of the client as a Failure. @param name of the Redis, for people */
export function redisFailure(error: unknown, name: string): Failure {
  if (error instanceof Failure) return error;
  if (!(error instanceof Error)) return new Failure('failed', name, kept`${name} failed: ${String(error)}`);
  const cause = causeOf(error);
  const told = isOfLibrary(cause) ? kept`the connection broke` : cause.message.replace(/\.$/, '');
  const code = /^[A-Z]+(?= )/.exec(cause.message)?.[0] ?? '';
  const kind = codes.find(([, those]) => those.includes(code))?.[0];
  if (kind === 'denied')
    return new Failure(kind, name, kept`${name} does not let the bot in: ${told}.`, { cause });
  // A reply was given, so the connection is well.
  if (kind === undefined && cause.name === 'ReplyError')
    return new Failure('failed', name, kept`${name} refused: ${told}.`, {
      cause,
      retryable: passing.includes(code),
    });
  return new Failure('unreachable', name, kept`${name} is not reachable: ${told}.`, { cause });
}

/** A cluster tells that no node would do, and keeps the last one's reason to itself. */
const causeOf = (error: Error): Error =>
  'lastNodeError' in error && error.lastNodeError instanceof Error ? error.lastNodeError : error;

/** Whether the library only says that there is no connection, of sentinels and nodes too, and not why. */
export function tellsNothing(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof Failure) return false;
  const cause = causeOf(error);
  return isOfLibrary(cause) || /^All sentinels .* Connection is closed\.$/.test(cause.message);
}

/** What the library says of commands that lost their connection, in words about its own options. */
const isOfLibrary = ({ name, message }: Error): boolean =>
  name === 'MaxRetriesPerRequestError' ||
  name === 'AbortError' ||
  /enableOfflineQueue|^Connection is closed/.test(message);

export const tooLate = (name: string, ms: number): Failure =>
  new Failure('timeout', name, kept`${name} did not answer within ${ms} ms.`);

export const isUnknownScript = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('NOSCRIPT');
