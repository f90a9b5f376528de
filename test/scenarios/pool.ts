import { setTimeout as pause } from 'node:timers/promises';
import { type Seen, seePool } from '../../demo/runtime-api.ts';

/** Looks at the pool all the time, so that nobody has to believe the bot. */
export interface PoolWatch {
  /** The fewest servers that took new requests at any look. */
  fewest(): number;
  /** Every change of a server that was seen since the beginning, in order: `web-02 drain`. */
  changes(): readonly string[];
  /** How the pool looked last. */
  now(): readonly Seen[];
  /** Forgets what was seen. */
  reset(): void;
  stop(): Promise<void>;
}

const serves = ({ state, running, weight }: Seen): boolean => state === 'ready' && running && weight > 0;

/** @param everyMs between two looks; one that fails (HAProxy is being restarted) is left out */
export function watchPool(socket: string, backend: string, everyMs = 50): PoolWatch {
  let last: readonly Seen[] = [];
  let fewest = Number.POSITIVE_INFINITY;
  let changes: string[] = [];
  let stopped = false;
  const note = (pool: readonly Seen[]): void => {
    fewest = Math.min(fewest, pool.filter(serves).length);
    for (const { name, state } of pool) {
      const before = last.find((each) => each.name === name);
      if (before && before.state !== state) changes.push(`${name} ${state}`);
    }
    last = pool;
  };
  const watch = async (): Promise<void> => {
    while (!stopped) {
      const look = await seePool(socket, backend).catch((error: unknown) => String(error));
      if (typeof look !== 'string' && look.length > 0) note(look);
      await pause(everyMs);
    }
  };
  const watching = watch();
  return {
    fewest: () => fewest,
    changes: () => changes,
    now: () => last,
    reset() {
      fewest = Number.POSITIVE_INFINITY;
      changes = [];
    },
    async stop() {
      stopped = true;
      await watching;
    },
  };
}
