import { setTimeout as sleep } from 'node:timers/promises';

/** The steps that this process runs right now; once closed it begins no more. */
export function createSteps() {
  const running = new Set<Promise<unknown>>();
  let closed = false;
  return {
    /** Where no step is begun any more it never resolves: the workflow stays where it is, until it is recovered. */
    async run<T>(step: () => Promise<T>): Promise<T> {
      if (closed) return new Promise<never>(() => undefined);
      const run = step();
      running.add(run);
      try {
        return await run;
      } finally {
        running.delete(run);
      }
    },
    async close(withinMs: number): Promise<void> {
      closed = true;
      const over = new AbortController();
      const late = sleep(withinMs, undefined, { signal: over.signal }).catch(() => 'all ended'); // not shown
      await Promise.race([Promise.allSettled([...running]), late]);
      over.abort();
    },
  };
}
