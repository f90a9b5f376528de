import type { Override } from '../../model/override.ts';
import type { Wished } from '../../store/overrides.ts';
import type { Tools } from '../tools.ts';

/** What somebody wanted since: of several wishes the last one. */
export const newer = async (tools: Tools, { id }: Override, seq: number): Promise<Wished | undefined> =>
  (await tools.store.overrides.wishes(id, seq)).at(-1);

/** Runs `run` with a signal that aborts as soon as somebody wants something new. */
export async function whileNothingNewer<T>(
  tools: Tools,
  override: Override,
  seq: number,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const over = new AbortController();
  const watch = tools.store.changes
    .until(override.id, () => newer(tools, override, seq), over.signal)
    .then(
      () => stop.abort(),
      (error: unknown) => {
        if (!over.signal.aborted) throw error;
      },
    );
  try {
    return await run(stop.signal);
  } finally {
    over.abort();
    await watch;
  }
}
