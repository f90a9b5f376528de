import { setTimeout as sleep } from 'node:timers/promises';
import { type Seen, seePool } from './runtime-api.ts';

export interface PoolRecord {
  /** By server: how long it took no new requests, in milliseconds. */
  readonly outMs: ReadonlyMap<string, number>;
  /** The most servers that were drained or in maint at one moment. */
  readonly mostOut: number;
  /** Looks that failed: what is not seen can't be vouched for. */
  readonly failures: readonly string[];
}

export interface PoolWatch {
  /** What was seen so far. */
  readonly record: PoolRecord;
  stop(): Promise<PoolRecord>;
}

/** Looks at the pool through the load balancer's runtime API every `everyMs` milliseconds, until stopped. */
export function watchPool(socket: string, backend: string, everyMs: number): PoolWatch {
  const record = { outMs: new Map<string, number>(), mostOut: 0, failures: [] as string[] };
  let stopped = false;
  const watch = async (): Promise<void> => {
    let last = performance.now();
    while (!stopped) {
      await sleep(everyMs);
      const look = await lookAt(socket, backend);
      const now = performance.now();
      if (typeof look === 'string') record.failures.push(look);
      else note(record, look, now - last);
      last = now;
    }
  };
  const watching = watch();
  return {
    record,
    async stop() {
      stopped = true;
      await watching;
      return record;
    },
  };
}

/** The pool, or why it could not be seen. */
async function lookAt(socket: string, backend: string): Promise<readonly Seen[] | string> {
  try {
    return await seePool(socket, backend);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function note(
  record: { readonly outMs: Map<string, number>; mostOut: number },
  servers: readonly Seen[],
  sinceMs: number,
): void {
  for (const { name, state, running } of servers) {
    const out = state !== 'ready' || !running;
    record.outMs.set(name, (record.outMs.get(name) ?? 0) + (out ? sinceMs : 0));
  }
  const taken = servers.filter(({ state }) => state !== 'ready').length;
  record.mostOut = Math.max(record.mostOut, taken);
}
