import { EventEmitter } from 'node:events';

/** Wakes those in this process that wait for news of a rollout; other processes are found by polling. */
export interface Changes {
  tell(rollout: string): void;
  /**
   * Calls `look` now, at every change and at least each `pollMs`, until it gives a value.
   * Rejects with the signal's reason when it aborts first.
   */
  until<T>(
    rollout: string,
    look: () => Promise<T | undefined>,
    signal: AbortSignal,
    pollMs?: number,
  ): Promise<T>;
}

export function createChanges(): Changes {
  const emitter = new EventEmitter().setMaxListeners(0);
  const nextChange = (rollout: string, ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        emitter.off(rollout, done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      emitter.once(rollout, done);
      signal.addEventListener('abort', done);
    });
  return {
    tell: (rollout) => void emitter.emit(rollout),
    async until(rollout, look, signal, pollMs = 500) {
      for (;;) {
        // The wait begins before the look, so that a change in between is not missed.
        const waited = new AbortController();
        const change = nextChange(rollout, pollMs, AbortSignal.any([signal, waited.signal]));
        const found = await look().finally(() => signal.throwIfAborted());
        if (found !== undefined) {
          waited.abort();
          return found;
        }
        await change;
        signal.throwIfAborted();
      }
    },
  };
}
