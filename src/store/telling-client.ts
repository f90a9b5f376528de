import pg from 'pg';
import { DatabaseAway, isDatabaseAway } from '../model/failure.ts';

/** A failover has made it a copy. */
const readOnlyState = '25006';
/** The engine sets time-outs for its own long looks, and is not to repeat them for good. */
const timedOutState = '57014';

/**
 * A connection whose errors the engine understands as well. One to a server that takes no changes any more is broken off: the
 * next one finds the server that does.
 */
export class TellingClient extends pg.Client {
  override query(...args: never[]): never {
    const tell = (error: unknown): unknown => {
      const state = stateOf(error);
      if (state === readOnlyState) breakOff(this);
      return state === timedOutState ? error : asAway(error);
    };
    const callback: unknown = args.at(-1);
    if (typeof callback === 'function') {
      const telling = (error: unknown, ...more: unknown[]) => callback(error && tell(error), ...more);
      args.splice(-1, 1, telling as never);
    }
    const result: unknown = Reflect.apply(super.query, this, args);
    if (!(result instanceof Promise)) return result as never;
    return result.catch((error: unknown) => {
      throw tell(error);
    }) as never;
  }
}

const stateOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** What the engine asks again for is a list of its own, which lacks some of what says that the database is away. */
export function asAway(error: unknown): Error {
  const given = error instanceof Error ? error : new Error(String(error));
  return isDatabaseAway(given) ? new DatabaseAway(given.message, { cause: given }) : given;
}

/** pg has no public way to end a connection without a word to the other side, which may never answer. */
export function breakOff(client: pg.Client): void {
  const { connection } = client as pg.Client & { connection?: { stream?: { destroy(): void } } };
  connection?.stream?.destroy();
}
