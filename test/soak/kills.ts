import { setTimeout as pause } from 'node:timers/promises';
import type { Bot } from '../scenarios/bot.ts';

export interface Killing {
  /** No more of it, and all are up again; gives how often it was done. */
  stop(): Promise<number>;
}

/** SIGKILL to one of them at a time, at any moment; started again within two seconds. */
export function startKilling(bots: readonly Bot[]): Killing {
  const over = new AbortController();
  let kills = 0;
  const wait = (ms: number) => pause(ms, undefined, { signal: over.signal }).catch(() => undefined);
  const going = (async () => {
    while (!over.signal.aborted) {
      // The moments are the point here.
      await wait(2_000 + Math.random() * 5_000);
      const bot = bots[Math.floor(Math.random() * bots.length)];
      if (over.signal.aborted || !bot) break;
      kills += 1;
      await bot.kill();
      await wait(Math.random() * 2_000);
      await bot.start();
    }
  })();
  return {
    async stop() {
      over.abort();
      await going;
      return kills;
    },
  };
}
