import type { Trouble } from '../types.ts';

type WebTrouble = Pick<Trouble, 'rateLimit' | 'fail' | 'refuse' | 'loseAnswer' | 'clear'>;

/** What goes wrong with one call, instead of or after what it does. */
export type Mishap =
  | { readonly kind: 'limited'; readonly retryAfterS: number }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'error'; readonly error: string }
  | { readonly kind: 'lost' };

export interface WebTroubles extends WebTrouble {
  /** Takes the next mishap that waits for this method. */
  next(method: string): Mishap | undefined;
}

export function createWebTroubles(): WebTroubles {
  const waiting: { readonly method: string; readonly mishap: Mishap; times: number }[] = [];
  const add = (method: string, times: number, mishap: Mishap) => void waiting.push({ method, mishap, times });
  return {
    rateLimit: (method, { times, retryAfterS }) => add(method, times, { kind: 'limited', retryAfterS }),
    fail: (method, { times, status }) => add(method, times, { kind: 'status', status }),
    refuse: (method, { times, error }) => add(method, times, { kind: 'error', error }),
    loseAnswer: (method, times) => add(method, times, { kind: 'lost' }),
    clear: () => {
      waiting.length = 0;
    },
    next: (method) => {
      const found = waiting.find((one) => one.times > 0 && (one.method === method || one.method === '*'));
      if (found !== undefined) found.times -= 1;
      return found?.mishap;
    },
  };
}
