import { setTimeout as sleep } from 'node:timers/promises';

/** The steps that this process runs right now, by their workflows; once closed it begins no more. */
export function createSteps() {
  const running = new Map<Promise<unknown>, string | undefined>();
  let closed = false;
  return {
    /** Where no step is begun any more it never resolves: the workflow stays where it is, until it is recovered. */
    async run<T>(workflow: string | undefined, step: () => Promise<T>): Promise<T> {
      if (closed) return new Promise<never>(() => undefined);
      const run = step();
      running.set(run, workflow);
      try {
        return await run;
      } finally {
        running.delete(run);
      }
    },
    runs: (workflow: string): boolean => [...running.values()].includes(workflow),
    async close(withinMs: number): Promise<void> {
      closed = true;
      const over = new AbortController();
      const late = sleep(withinMs, undefined, { signal: over.signal }).catch(() => 'all ended'); // not shown
      await Promise.race([Promise.allSettled(running.keys()), late]);
      over.abort();
    },
  };
}
