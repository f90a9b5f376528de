import type { Steer } from '../model/rollout.ts';
import type { At } from './at.ts';
import type { Tools } from './tools.ts';

/** What people's wishes amount to right now, for a host or for the rollout as a whole. */
export type Standing = 'go' | 'paused' | 'stop';

export function standing(steers: readonly Steer[], host?: string): Standing {
  const stopped = steers.some(
    ({ verb, host: of }) => endsAll(verb) || (verb === 'skip' && host !== undefined && of === host),
  );
  if (stopped) return 'stop';
  const last = steers.findLast(({ verb }) => verb === 'pause' || verb === 'resume');
  return last?.verb === 'pause' ? 'paused' : 'go';
}

const endsAll = (verb: Steer['verb']): boolean => verb === 'abort' || verb === 'rollback';

/** Wishes and the end of a rollout take turns under this key. */
export const steeringOf = (rollout: string): string => `steering of ${rollout}`; // not shown

/** True where a person (or the policy) wants the rollout taken back, not only stopped. */
export const wantsRollback = (steers: readonly Steer[]): boolean =>
  steers.some(({ verb }) => verb === 'rollback');

/** Waits while the rollout is paused or another of its hosts waits for an answer. */
export async function gate(
  tools: Tools,
  { rollout, host }: Pick<At, 'rollout'> & { host?: string },
): Promise<'go' | 'stop'> {
  const { store } = tools;
  return store.changes.until(rollout, async () => {
    const now = standing(await store.steers.of(rollout), host);
    if (now !== 'go') return now === 'stop' ? 'stop' : undefined;
    const hosts = await store.rollouts.hosts(rollout);
    return hosts.some((each) => each.host !== host && each.outcome === 'asking') ? undefined : 'go';
  });
}

/** Runs `run` with a signal that aborts as soon as this host's work is to stop. */
export async function whileWanted<T>(
  tools: Tools,
  at: At,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  if (at.afterwards !== undefined) return run(stop.signal);
  const { store } = tools;
  const over = new AbortController();
  const look = async () =>
    standing(await store.steers.of(at.rollout), at.host) === 'stop' ? true : undefined;
  const watch = store.changes.until(at.rollout, look, over.signal).then(
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

/** For what is not stopped half-way by a click. A new one each time: listeners on a signal for ever would pile up. */
export const unstoppable = (): AbortSignal => new AbortController().signal;
