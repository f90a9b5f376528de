import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Does something again and again, `everyMs` from begin to begin, never two at once; a failure is told once until it goes well again.
 * Gives the end of it, which waits for what is under way.
 */
export function repeat(
  everyMs: number,
  act: () => Promise<void>,
  log: (text: string) => void,
): () => Promise<void> {
  const over = new AbortController();
  let failing = false;
  const run = async (): Promise<void> => {
    while (!over.signal.aborted) {
      const began = performance.now();
      try {
        await act();
        failing = false;
      } catch (error) {
        if (!failing) log(String(error));
        failing = true;
      }
      const left = Math.max(0, everyMs - (performance.now() - began));
      await sleep(left, undefined, { signal: over.signal }).catch((error: unknown) => {
        if (!over.signal.aborted) throw error;
      });
    }
  };
  const running = run();
  return async () => {
    over.abort();
    await running;
  };
}
