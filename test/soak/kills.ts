import { setTimeout as pause } from 'node:timers/promises';
import type { Bot } from '../scenarios/bot.ts';
import { createDice, type Dice } from './dice.ts';

export interface Killing {
  /** Rejects where a bot does not come up again; otherwise it never ends. */
  readonly broken: Promise<never>;
  /** No more of it, and all are up again; gives how often it was done. */
  stop(): Promise<number>;
}

/**
 * SIGKILL to each of them, at any moment, again and again; started again within two seconds. At times all of them are
 * down at once.
 */
export function startKilling(bots: readonly Bot[], seed: number): Killing {
  const over = new AbortController();
  let kills = 0;
  const goOn = async (bot: Bot, dice: Dice): Promise<void> => {
    for (;;) {
      await moment(dice.between(3_000, 10_000), over.signal);
      if (over.signal.aborted) return;
      kills += 1;
      await bot.kill();
      await moment(dice.between(0, 2_000), over.signal);
      await bot.start();
    }
  };
  const all = Promise.all(bots.map((bot, i) => goOn(bot, createDice(seed, `kills ${i}`))));
  const broken = all.then(() => new Promise<never>(() => undefined));
  // Whoever waits for it is told.
  broken.catch(() => undefined);
  return {
    broken,
    async stop() {
      over.abort();
      await all;
      return kills;
    },
  };
}

/** The moments are the point here. */
const moment = (ms: number, signal: AbortSignal): Promise<unknown> =>
  pause(ms, undefined, { signal }).catch(() => undefined);
