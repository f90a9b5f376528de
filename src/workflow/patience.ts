import { setTimeout as sleep } from 'node:timers/promises';
import { asFailure, type Failure, isDatabaseAway, LocksAway } from '../model/failure.ts';

export interface Patience {
  readonly withinMs: number;
  readonly signal: AbortSignal;
  /** Called once, at the first failure that is tried again. */
  onWait?(failure: Failure): Promise<unknown>;
}

/**
 * Repeats an idempotent call to something outside while its failures are retryable and time is left.
 * Throws the last failure; a signal that aborts ends the waiting, not a call under way.
 */
export async function patiently<T>(target: string, patience: Patience, call: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + patience.withinMs;
  for (let tries = 0; ; tries += 1) {
    try {
      return await call();
    } catch (error) {
      // Not theirs whom we talk to: what called is made again as a whole.
      if (isDatabaseAway(error) || error instanceof LocksAway) throw error;
      const failure = asFailure(error, target);
      const pause = Math.min(1_000, 50 * 2 ** tries);
      if (!failure.retryable || patience.signal.aborted || performance.now() + pause > deadline)
        throw failure;
      if (tries === 0) await patience.onWait?.(failure);
      await sleep(pause);
    }
  }
}

/** Waits between looks: from 20 ms on, half as long again each time, up to `mostMs`. Returns early when aborted. */
export function createPauses(mostMs: number, signal: AbortSignal): () => Promise<void> {
  let ms = 20;
  return async () => {
    await rest(Math.min(ms, mostMs), signal);
    ms *= 1.5;
  };
}

/** Sleeps; an abort ends it early without an error. */
export async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
