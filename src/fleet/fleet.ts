import { Failure } from '../model/failure.ts';
import { kept } from '../text/say.ts';

/** What the work asks of the process's place among its peers. */
export interface Fleet {
  /** The id of this process. */
  readonly executor: string;
  /**
   * Throws a retryable Failure where this process may have been taken for dead. At once, without asking anybody: for the
   * moment before a request that changes something is sent.
   */
  demandMayChange(target: string): void;
  /**
   * Resolves while this process stands, by the database's word; never, once another one has taken over. Rejects with the
   * database's own error.
   */
  standing(): Promise<void>;
  /**
   * The same, and the others are seen to know that it lives. Rejects with a retryable Failure where they can't, or with the
   * database's own error: nothing new is to be begun then.
   */
  whole(): Promise<void>;
}

/** The one process of an embedded database: who has the data directory has no peers. */
export const createLoneFleet = (executor: string): Fleet => ({
  executor,
  demandMayChange: () => undefined,
  standing: async () => undefined,
  whole: async () => undefined,
});

/** What a process that was stopped for a moment says before it has looked whether it still counts. */
export const mayBeOver = (target: string): Failure =>
  new Failure('unreachable', target, kept`${target} is not touched: this process stood still for a moment`);
