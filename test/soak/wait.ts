import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits until `look` gives something else than undefined or false.
 * @throws where it does not before `signal` aborts, with `what`
 */
export async function waitFor<T>(
  what: () => string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  signal: AbortSignal,
): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (signal.aborted) throw new Error(`the time is over, and not yet: ${what()}`);
    // Cut short by the signal: then it is looked at for the last time.
    await pause(30, undefined, { signal }).catch(() => undefined);
  }
}
