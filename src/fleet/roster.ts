/**
 * What the processes of one installation know of each other: which of them live, and who of them has a turn. It judges by one
 * clock, its own; no process's clock counts. What can't be read or written throws a Failure, `unreachable` or `timeout`.
 */
export interface Roster {
  /** This process lives, for at least `ttlMs` from now on. */
  beat(executor: string, ttlMs: number): Promise<void>;
  /** Every process whose last beat still counts. */
  living(): Promise<ReadonlySet<string>>;
  /** This process ends by itself: from now on it does not count as alive, and has no turn. */
  leave(executor: string): Promise<void>;
  /**
   * Takes the turn `key` for `ttlMs`, or prolongs it where `owner` has it already; false where another has it.
   * @param owner unique to whoever wants it: the executor's id, `/`, and a number of its own
   */
  take(key: string, owner: string, ttlMs: number): Promise<boolean>;
  /** Gives the turn up; nothing where `owner` does not have it any more. */
  give(key: string, owner: string): Promise<void>;
  /** Tells all processes that there is news of a subject; a message that is lost costs only time. */
  wake(subject: string): Promise<void>;
  /** Hears what others (and this process) tell by `wake`; gives the end of it. */
  onWake(listener: (subject: string) => void): () => void;
}
