import { asFailure } from '../model/failure.ts';
import type { Log } from './log.ts';

/** One way on which a chat sends: a socket, or an HTTP server. */
export interface Line {
  /** Resolves when it is open; throws where it can't be. */
  open(): Promise<void>;
  /** Resolves when an open line is not open any more. */
  broken(): Promise<void>;
  close(): Promise<void>;
}

/** What is kept open, and for whom. */
export interface Kept {
  readonly chat: string;
  /** For the log: `socket 1 of 2`. */
  readonly what: string;
  readonly log: Log;
  /** How long the chat wants to be left alone after it refused, in milliseconds. */
  leastWaitMs(error: unknown): number;
}

/** Keeps a line open until it is stopped, whatever happens to it. */
export interface Keeper {
  /** Resolves when it was tried once to open the line, whatever came of it. */
  readonly tried: Promise<void>;
  stop(): Promise<void>;
}

export interface Pace {
  /** The first wait after something went wrong, and the longest, in milliseconds. */
  readonly firstMs: number;
  readonly mostMs: number;
  /** After this long a line counts as sound: what happens then is a new trouble. */
  readonly soundMs: number;
}

const usual: Pace = { firstMs: 100, mostMs: 5_000, soundMs: 10_000 };
/** Where the chat refused: nobody corrects a token within seconds. */
export const refusedMs = 30_000;

/**
 * The packages' own reconnecting gives up after some troubles and waits ever longer in others; this one does not. What
 * is wrong is said once, until it changes.
 */
export function keepOpen(line: Line, kept: Kept, pace: Pace = usual): Keeper {
  const stopped = new AbortController();
  let triedOnce: () => void = () => undefined;
  const tried = new Promise<void>((resolve) => {
    triedOnce = resolve;
  });
  const attempts = createAttempts(kept, pace);
  const running = (async () => {
    while (!stopped.signal.aborted) {
      await attempts.once(line, stopped.signal, triedOnce);
      triedOnce();
      await pause(attempts.waitMs(), stopped.signal);
    }
  })();
  return {
    tried,
    async stop() {
      stopped.abort();
      await line.close();
      await running;
    },
  };
}

/** Opens the line and stays with it; knows how long to wait before the next time. */
function createAttempts({ chat, what, log, leastWaitMs }: Kept, { firstMs, mostMs, soundMs }: Pace) {
  let failures = 0;
  let waitMs = 0;
  let said: string | undefined;
  const say = (text: string | undefined) => {
    if (text !== said && text !== undefined) log.error(`${chat}: ${what} is not open: ${text}; trying again`);
    if (said !== undefined && text === undefined) log.info(`${chat}: ${what} is open again`);
    said = text;
  };
  const after = (leastMs: number) => {
    failures += 1;
    waitMs = Math.max(leastMs, Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 20)));
  };
  return {
    waitMs: () => waitMs,
    async once(line: Line, stopped: AbortSignal, opened: () => void) {
      const begun = Date.now();
      try {
        await line.open();
        say(undefined);
        opened();
        // Stopped while it was being opened: nobody else closes it any more.
        if (stopped.aborted) return await line.close();
        await line.broken();
        if (Date.now() - begun > soundMs) failures = 0;
        after(0);
      } catch (error) {
        say(asFailure(error, chat).message);
        after(leastWaitMs(error));
      }
    },
  };
}

/** Ends early, without an error, when the signal comes. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
