import { setTimeout as sleep } from 'node:timers/promises';

/** Lets those that name the same key do something one after the other, in whatever process they are. */
export interface Turns {
  inTurn<T>(key: string, run: () => Promise<T>): Promise<T>;
  /** The same for several keys at once; taken in one order by all, so that nobody waits in a circle. */
  inTurns<T>(keys: readonly string[], run: () => Promise<T>): Promise<T>;
}

/** Turns among processes. One that is not prolonged ends by itself: its owner has died, or stood still for too long. */
export interface SharedTurns {
  /** The process's own id. */
  readonly executor: string;
  take(key: string, owner: string, ttlMs: number): Promise<boolean>;
  give(key: string, owner: string): Promise<void>;
  /** For what can't be prolonged or given up: it ends by itself. */
  log(text: string): void;
}

/** Longer than a process that stands still takes for granted that it lives. */
const ttlMs = 5_000;
const prolongMs = 1_000;
const mostPauseMs = 100;

/** @param shared absent: this is the only process */
export function createTurns(shared?: SharedTurns): Turns {
  const local = createLocalTurns();
  const held = shared ? createHeld(shared) : undefined;
  const inTurn = <T>(key: string, run: () => Promise<T>): Promise<T> =>
    local.inTurn(key, () => (held ? held(key, run) : run()));
  const inAll = <T>([key, ...others]: readonly string[], run: () => Promise<T>): Promise<T> =>
    key === undefined ? run() : inTurn(key, () => inAll(others, run));
  return { inTurn, inTurns: (keys, run) => inAll([...new Set(keys)].sort(), run) };
}

function createLocalTurns(): Pick<Turns, 'inTurn'> {
  const last = new Map<string, Promise<unknown>>();
  return {
    inTurn(key, run) {
      const before = last.get(key) ?? Promise.resolve();
      const mine = before.then(run, run);
      const forget = () => {
        if (last.get(key) === mine) last.delete(key);
      };
      last.set(key, mine);
      mine.then(forget, forget);
      return mine;
    },
  };
}

/** Runs with the turn held among processes: prolonged while it runs, given up after it. */
function createHeld(shared: SharedTurns) {
  let count = 0;
  return async <T>(key: string, run: () => Promise<T>): Promise<T> => {
    const owner = `${shared.executor}/${++count}`;
    await untilTaken(shared, key, owner);
    const prolonging = setInterval(() => {
      shared.take(key, owner, ttlMs).catch((error: unknown) => shared.log(`turn ${key}: ${String(error)}`));
    }, prolongMs);
    try {
      return await run();
    } finally {
      clearInterval(prolonging);
      await shared.give(key, owner).catch((error: unknown) => shared.log(`turn ${key}: ${String(error)}`));
    }
  };
}

async function untilTaken(shared: SharedTurns, key: string, owner: string): Promise<void> {
  for (let pauseMs = 10; ; pauseMs = Math.min(mostPauseMs, pauseMs * 1.5)) {
    if (await shared.take(key, owner, ttlMs)) return;
    await sleep(pauseMs);
  }
}
