import { EventEmitter } from 'node:events';

/** Wakes those in this process that wait for news of a rollout; other processes are found by polling. */
export interface Changes {
  tell(rollout: string): void;
  /** News from another process: the same, but it is not passed on to others. */
  hear(rollout: string): void;
  /** Calls `pass` with every subject that is told of in this process; gives the end of it. */
  relay(pass: (subject: string) => void): () => void;
  /** Calls `listener` with every subject that is told of or heard of; gives the end of it. */
  listen(listener: (subject: string) => void): () => void;
  /**
   * Calls `look` now, at every change and at least each `pollMs`, until it gives a value; a look that throws is made again.
   * Rejects with the signal's reason when it aborts first; without a signal it waits for good.
   */
  until<T>(
    rollout: string,
    look: () => Promise<T | undefined>,
    signal?: AbortSignal,
    pollMs?: number,
  ): Promise<T>;
}

/** @param log where a look that failed is told; it is made again, so that no wish is missed for it */
export function createChanges(log: (text: string) => void = console.error): Changes {
  const emitter = new EventEmitter().setMaxListeners(0);
  const listeners = new Set<(subject: string) => void>();
  const relays = new Set<(subject: string) => void>();
  const hear = (rollout: string): void => {
    emitter.emit(rollout);
    for (const listener of listeners) listener(rollout);
  };
  return {
    tell(rollout) {
      hear(rollout);
      for (const pass of relays) pass(rollout);
    },
    hear,
    relay(pass) {
      relays.add(pass);
      return () => void relays.delete(pass);
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async until(rollout, look, signal, pollMs = 500) {
      const safely = lookSafely(rollout, look, log);
      for (;;) {
        signal?.throwIfAborted();
        // The wait begins before the look, so that a change in between is not missed.
        const wait = nextChange(emitter, rollout, pollMs, signal);
        const found = await safely();
        if (found !== undefined) wait.cancel();
        signal?.throwIfAborted();
        if (found !== undefined) return found;
        await wait.over;
      }
    },
  };
}

/** A database that is away for a moment must not end what waits for a person. The first failure of a row is told. */
function lookSafely<T>(rollout: string, look: () => Promise<T | undefined>, log: (text: string) => void) {
  let failing = false;
  return async (): Promise<T | undefined> => {
    try {
      const found = await look();
      failing = false;
      return found;
    } catch (error) {
      if (!failing) log(`looking at ${rollout} failed and is tried again: ${String(error)}`);
      failing = true;
      return undefined;
    }
  };
}

function nextChange(emitter: EventEmitter, rollout: string, ms: number, signal: AbortSignal | undefined) {
  let cancel: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      emitter.off(rollout, done);
      signal?.removeEventListener('abort', done);
      resolve();
    }
    emitter.once(rollout, done);
    signal?.addEventListener('abort', done);
    cancel = done;
  });
  return { over, cancel };
}
