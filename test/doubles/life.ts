/** When a process dies: at its nth call, before that takes effect, or after its effect and before its answer. */
export interface Death {
  readonly call: number;
  readonly when: 'before' | 'after';
}

/**
 * The life of one process of the bot, as everything outside sees it: each call that leaves the process goes through
 * here. Once it is over no call is answered any more, and none takes effect.
 */
export interface Life {
  isOver(): boolean;
  /** How many calls it has made. */
  calls(): number;
  call<T>(effect: () => Promise<T>): Promise<T>;
  /** For what is no moment of its own (a look): it is not counted, and not answered after the end. */
  look<T>(effect: () => Promise<T>): Promise<T>;
  end(): void;
  /** Gives the end of listening. */
  onEnd(listener: () => void): () => void;
}

const forEver = () => new Promise<never>(() => undefined);

/** @param death absent: it lives until it is ended */
export function createLife(death?: Death): Life {
  const listeners = new Set<() => void>();
  let over = false;
  let calls = 0;
  const end = () => {
    if (over) return;
    over = true;
    for (const listener of listeners) listener();
  };
  const look = async <T>(effect: () => Promise<T>): Promise<T> => {
    if (over) return forEver();
    try {
      const answer = await effect();
      return over ? await forEver() : answer;
    } catch (error) {
      return over ? forEver() : Promise.reject(error);
    }
  };
  return {
    isOver: () => over,
    calls: () => calls,
    look,
    async call(effect) {
      if (over) return forEver();
      calls += 1;
      if (calls !== death?.call) return look(effect);
      if (death.when === 'after') await effect().catch(() => undefined);
      end();
      return forEver();
    },
    end,
    onEnd(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
