import pg from 'pg';

/** What is asked before a connection is given out. Waits, for good where this process may write nothing any more. */
export type Fence = () => Promise<void>;

type Callback = Parameters<pg.Pool['connect']>[0];

/** A pool that gives out connections only behind a fence; until one is put up it gives them freely. */
export class FencedPool extends pg.Pool {
  #fence: Fence | undefined;
  readonly #clients = new Set<pg.PoolClient>();

  constructor(config: pg.PoolConfig) {
    super(config);
    this.on('connect', (client) => this.#clients.add(client));
    this.on('remove', (client) => this.#clients.delete(client));
  }

  fence(fence: Fence): void {
    this.#fence = fence;
  }

  /** Breaks every connection, whatever runs on it: the way out where the other side has gone without a word. */
  breakAll(): void {
    for (const client of this.#clients) destroyStream(client);
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Callback): void;
  override connect(callback?: Callback): Promise<pg.PoolClient> | undefined {
    const passed = this.#fence?.() ?? Promise.resolve();
    if (!callback) return passed.then(() => super.connect());
    passed.then(
      () => super.connect(callback),
      (error: Error) => callback(error, undefined, () => undefined),
    );
    return undefined;
  }
}

/** pg has no public way to end a connection without a word to the other side, which may never answer. */
function destroyStream(client: pg.PoolClient): void {
  const { connection } = client as pg.PoolClient & { connection?: { stream?: { destroy(): void } } };
  connection?.stream?.destroy();
}
