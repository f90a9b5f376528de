/**
 * How long this process may take for granted that nobody has taken over from it. By a clock that also goes on while the
 * process is stopped (SIGSTOP, a machine that sleeps): whoever wakes up late finds it over.
 */
export interface Lease {
  /** @param since when what was asked was asked, by `clock`: the answer may have been long on its way */
  extend(since: number, forMs: number): void;
  isFresh(): boolean;
  /** Milliseconds of a clock that nobody sets. */
  clock(): number;
}

export function createLease(clock: () => number = () => performance.now()): Lease {
  let until = Number.NEGATIVE_INFINITY;
  return {
    extend(since, forMs) {
      until = Math.max(until, since + forMs);
    },
    isFresh: () => clock() < until,
    clock,
  };
}
