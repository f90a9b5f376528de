/** A stream's arrivals, for a `for await` loop. */
export interface Queue<T> {
  readonly items: AsyncIterable<T>;
  push(item: T): void;
  /** The loop ends after what has arrived. */
  end(): void;
  /** The loop throws after what has arrived. The first of end and fail counts. */
  fail(error: Error): void;
}

export function createQueue<T>(): Queue<T> {
  const arrived: T[] = [];
  let over: { error?: Error } | undefined;
  let wake: () => void = () => undefined;

  async function* loop(): AsyncGenerator<T> {
    for (;;) {
      while (arrived.length > 0) yield arrived.shift() as T;
      if (over?.error) throw over.error;
      if (over) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  const finish = (how: { error?: Error }) => {
    over ??= how;
    wake();
  };
  return {
    items: loop(),
    push(item) {
      if (!over) arrived.push(item);
      wake();
    },
    end: () => finish({}),
    fail: (error) => finish({ error }),
  };
}
