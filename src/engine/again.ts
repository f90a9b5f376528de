import { setTimeout as sleep } from 'node:timers/promises';
import { isDatabaseAway } from '../model/failure.ts';

const pauses = { firstMs: 200, mostMs: 5_000 };

/**
 * Runs a step again for as long as the database is away, or has no room: nothing can be recorded meanwhile, and a step that
 * gave up could not say so. Anything else is the step's own failure.
 * @param tell called once, at the first of these errors
 */
export async function againWhileAway<T>(run: () => Promise<T>, tell: (error: Error) => void): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Error) || !isDatabaseAway(error)) throw error;
      if (tries === 0) tell(error);
      await sleep(Math.min(pauses.mostMs, pauses.firstMs * 2 ** tries));
    }
  }
}
