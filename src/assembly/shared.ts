import { createRedisRoster } from '../fleet/redis/roster.ts';
import type { Roster } from '../fleet/roster.ts';
import { createRedisLock } from '../lock/redis/redis-lock.ts';
import { createStoreLock } from '../lock/store/store-lock.ts';
import { DatabaseAway, Failure } from '../model/failure.ts';
import { connectRedis, type RedisConnection } from '../transport/redis/connection.ts';
import type { SharedTurns } from '../workflow/turns.ts';
import type { PeersOptions } from './peers.ts';

const now = () => new Date();

interface Shared {
  readonly redis?: RedisConnection;
  readonly roster?: Roster;
  close(): void;
}

/** What the processes have in common beside the database. */
export async function sharedBy({ config: { locks }, installation }: PeersOptions): Promise<Shared> {
  if (locks.kind === 'store') return { close: () => undefined };
  const redis = await connectRedis(locks);
  return { redis, roster: createRedisRoster({ redis, installation }), close: redis.close };
}

export function locksOf({ database, installation }: PeersOptions, redis: RedisConnection | undefined) {
  const lockRecord = createStoreLock(database.db, now);
  const lock = redis ? createRedisLock({ redis, installation, db: database.db, now }) : lockRecord;
  return { lock, lockRecord };
}

/** A turn that can't be taken because the database is away is the database's trouble, like that of any other query. */
export function turnsIn(roster: Roster, executor: string, log: (text: string) => void): SharedTurns {
  const asDatabases = (error: unknown): never => {
    throw error instanceof Failure && error.retryable
      ? new DatabaseAway(error.message, { cause: error })
      : error;
  };
  return {
    ...{ executor, log },
    take: (...args) => roster.take(...args).catch(asDatabases),
    give: (...args) => roster.give(...args).catch(asDatabases),
  };
}
