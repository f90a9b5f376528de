import { randomUUID } from 'node:crypto';
import { Failure } from '../model/failure.ts';
import type { Rollout } from '../model/rollout.ts';
import { kept } from '../text/say.ts';
import { createPauses } from './patience.ts';
import { unstoppable } from './steering.ts';
import type { Tools } from './tools.ts';

/**
 * Repeats what takes or frees a lock until the locks answer; the first time that they don't, the rollout says so. Without
 * an answer nothing could begin, or end: a lock that nobody frees would stay. `ask` must bear to be repeated, as its
 * change may have been made although no answer came.
 */
export async function untilLocksAnswer<T>(
  tools: Tools,
  rollout: Pick<Rollout, 'id' | 'cluster'>,
  ask: () => Promise<T>,
): Promise<T> {
  const pause = createPauses(1_000, unstoppable());
  for (let tries = 0; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      // Also where it takes a person, as with a password that was changed: it goes on when they have mended it.
      if (!(error instanceof Failure) || error.kind === 'lost-lock') throw error;
      if (tries === 0) await tellWaiting(tools, rollout, error);
    }
    await pause();
    // Whoever is taken for dead meanwhile takes no lock that nobody would free.
    await tools.fleet.standing();
  }
}

const tellWaiting = (tools: Tools, { id, cluster }: Pick<Rollout, 'id' | 'cluster'>, { message }: Failure) =>
  tools.store.journal.record({
    rollout: id,
    cluster,
    key: `${id}/lock-silent/${randomUUID()}`,
    body: {
      type: 'note',
      text: kept`the lock of ${cluster} can't be reached, and is tried again: ${message}`,
    },
  });
