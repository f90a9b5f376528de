import pg from 'pg';
import { kept } from '../text/say.ts';
import { asAway, breakOff, TellingClient } from './telling-client.ts';

/** What is asked before a connection is given out. Waits, for good where this process may write nothing any more. */
export type Fence = () => Promise<void>;

type Callback = Parameters<pg.Pool['connect']>[0];

/** A pool that gives out connections only behind a fence; until one is put up it gives them freely. */
export class FencedPool extends pg.Pool {
  #fence: Fence | undefined;
  /** Ways to fail those who wait behind the fence. */
  readonly #waiting = new Set<(error: Error) => void>();
  #isOver = false;
  readonly #clients = new Set<pg.PoolClient>();

  constructor(config: pg.PoolConfig) {
    super({ Client: TellingClient, ...config });
    this.on('connect', (client) => this.#clients.add(client));
    this.on('remove', (client) => this.#clients.delete(client));
  }

  fence(fence: Fence): void {
    this.#fence = fence;
  }

  /** Gives out nothing any more: whoever waits behind the fence fails, and so does whatever runs. */
  giveUp(): void {
    this.#isOver = true;
    for (const fail of this.#waiting) fail(givenUp());
    this.breakAll();
  }

  /** Breaks every connection, whatever runs on it: the way out where the other side has gone without a word. */
  breakAll(): void {
    for (const client of this.#clients) breakOff(client);
  }

  #pass(): Promise<void> {
    if (this.#isOver) return Promise.reject(givenUp());
    const fence = this.#fence;
    if (!fence) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      const done = (): void => void this.#waiting.delete(reject);
      fence()
        .then(resolve, (error: unknown) => reject(asAway(error)))
        .finally(done);
    });
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Callback): void;
  override connect(callback?: Callback): Promise<pg.PoolClient> | undefined {
    const passed = this.#pass();
    if (!callback) return passed.then(() => super.connect()).catch(failed);
    passed.then(
      () => super.connect((error, ...more) => callback(error && asAway(error), ...more)),
      (error: Error) => callback(error, undefined, () => undefined),
    );
    return undefined;
  }
}

/** What is met on the way to a connection. */
const failed = (error: unknown): never => {
  throw asAway(error);
};

const givenUp = (): Error => new Error(kept`another process has taken over: nothing is recorded any more`);
