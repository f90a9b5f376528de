import { syncBuiltinESMExports } from 'node:module';
import promised from 'node:timers/promises';

/** Time that stands still while anything is left to do, and then jumps to the next timer: the same run every time. */
export interface VirtualTime {
  /** Milliseconds since the run began. */
  passed(): number;
}

interface Timer {
  readonly at: number;
  /** Of two timers for the same moment the one that was set first fires first. */
  readonly nth: number;
  readonly fire: () => void;
}

/** What `Date.now` says when a run begins. */
export const virtualBegin = Date.UTC(2026, 0, 5, 9);
const real = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  dateNow: Date.now,
  performanceNow: performance.now,
  promised: promised.setTimeout,
  abortTimeout: AbortSignal.timeout,
};
const everythingElse = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * Runs `run` to its end with timers, `Date.now`, `performance.now` and `AbortSignal.timeout` of its own. Only what needs
 * no I/O can be run so: whatever is awaited but timers has to come by itself.
 * @param mostMs after so much virtual time it rejects: what was waited for does not come
 */
export async function inVirtualTime<T>(mostMs: number, run: (time: VirtualTime) => Promise<T>): Promise<T> {
  const clock = createClock();
  clock.install();
  try {
    const running = run({ passed: clock.now });
    let over = false;
    const done = () => {
      over = true;
    };
    running.then(done, done);
    for (;;) {
      await everythingElse();
      if (over) return await running;
      if (clock.now() > mostMs) throw new Error(`not at its end after ${mostMs} ms of virtual time`);
      if (!clock.next()) throw new Error('it waits for something that will never come');
    }
  } finally {
    clock.uninstall();
  }
}

function createClock() {
  let now = 0;
  let count = 0;
  let timers: Timer[] = [];
  const set = (ms: number, fire: () => void): Timer => {
    const timer = { at: now + Math.max(1, ms || 0), nth: ++count, fire };
    const i = timers.findLastIndex(({ at }) => at <= timer.at);
    timers.splice(i + 1, 0, timer);
    return timer;
  };
  const clear = (timer: unknown): void => {
    timers = timers.filter((each) => each !== timer);
  };
  return {
    now: () => now,
    /** Fires the next timer; false where there is none. */
    next(): boolean {
      const timer = timers.shift();
      if (!timer) return false;
      now = timer.at;
      timer.fire();
      return true;
    },
    install() {
      replace({
        setTimeout: (fire: () => void, ms = 0) => Object.assign(set(ms, fire), withoutEffect),
        clearTimeout: clear,
        dateNow: () => virtualBegin + now,
        performanceNow: () => now,
        promised: (ms = 0, value?: unknown, options: { signal?: AbortSignal } = {}) =>
          sleep((wake) => set(ms, wake), clear, value, options.signal),
        abortTimeout: (ms: number) => {
          const over = new AbortController();
          set(ms, () => over.abort(new DOMException('The operation timed out', 'TimeoutError')));
          return over.signal;
        },
      });
    },
    uninstall: () => replace(real),
  };
}

/** Nothing keeps the process alive but the run itself. */
const withoutEffect = { ref: () => undefined, unref: () => undefined, hasRef: () => false };

function sleep(
  set: (wake: () => void) => Timer,
  clear: (timer: Timer) => void,
  value: unknown,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const broken = () => reject(new DOMException('The operation was aborted', 'AbortError'));
    if (signal?.aborted) return broken();
    const abort = () => {
      clear(timer);
      broken();
    };
    const timer = set(() => {
      signal?.removeEventListener('abort', abort);
      resolve(value);
    });
    signal?.addEventListener('abort', abort);
  });
}

/** The types of Node's own functions say more (promisify, refresh …) than what is run so ever asks of them. */
function replace(by: Record<keyof typeof real, unknown>): void {
  Object.assign(globalThis, { setTimeout: by.setTimeout, clearTimeout: by.clearTimeout });
  Object.assign(Date, { now: by.dateNow });
  Object.assign(performance, { now: by.performanceNow });
  Object.assign(promised, { setTimeout: by.promised });
  Object.assign(AbortSignal, { timeout: by.abortTimeout });
  syncBuiltinESMExports();
}
