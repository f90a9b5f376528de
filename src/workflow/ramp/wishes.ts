import type { Steer } from '../../model/rollout.ts';
import type { At } from '../at.ts';
import { standing } from '../steering.ts';
import type { Tools } from '../tools.ts';

/** The wish that the host be drained again, if it came after the ramp began. After a rollout's end nobody steers it. */
export function redrainIn(
  steers: readonly Steer[],
  { host, afterwards }: At,
  after: number,
): Steer | undefined {
  if (afterwards !== undefined) return undefined;
  return steers.find(({ verb, host: of, n }) => verb === 'redrain' && of === host && n > after);
}

/** Runs `run` with a signal that aborts as soon as people want something else of the host than its way back. */
export async function whileUndecided<T>(
  tools: Tools,
  at: At,
  after: number,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const decided = new AbortController();
  const over = new AbortController();
  const look = async () => ((await isDecided(tools, at, after)) ? true : undefined);
  const watch = tools.store.changes.until(at.rollout, look, over.signal).then(
    () => decided.abort(),
    (error: unknown) => {
      if (!over.signal.aborted) throw error;
    },
  );
  try {
    return await run(decided.signal);
  } finally {
    over.abort();
    await watch;
  }
}

async function isDecided({ store }: Tools, at: At, after: number): Promise<boolean> {
  if ((await store.overrides.holding(at.cluster, at.host)) !== undefined) return true;
  if (at.afterwards !== undefined) return false;
  const steers = await store.steers.of(at.rollout);
  return standing(steers, at.host) === 'stop' || redrainIn(steers, at, after) !== undefined;
}
