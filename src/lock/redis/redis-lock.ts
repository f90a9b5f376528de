import type { Kysely } from 'kysely';
import type { Tables } from '../../store/tables.ts';
import type { RedisConnection } from '../../transport/redis/connection.ts';
import type { Lock } from '../lock.ts';
import * as decide from './decide.ts';
import { createSettle } from './settle.ts';
import { createShadow, type Shadow } from './shadow.ts';
import { createSlots, type Slots } from './slot.ts';

export interface RedisLockOptions {
  readonly redis: RedisConnection;
  /** The database's own id: several installations may share one Redis. */
  readonly installation: string;
  /** Keeps what Redis may forget. */
  readonly db: Kysely<Tables>;
  /** The bot's clock: by it a claim ends. */
  readonly now?: () => Date;
  /** How long another process may take between Redis and the database, in milliseconds; 1,000 where absent. */
  readonly patienceMs?: number;
}

/** Locks in Redis, with the database as the shadow that gives them back to a Redis that forgot them (README.md). */
export function createRedisLock({ redis, installation, db, ...rest }: RedisLockOptions): Lock {
  return createShadowedLock({ ...rest, slots: createSlots(redis, installation), shadow: createShadow(db) });
}

/** The same over any two places to write to. */
export function createShadowedLock(options: {
  readonly slots: Slots;
  readonly shadow: Shadow;
  readonly now?: () => Date;
  readonly patienceMs?: number;
}): Lock {
  const { slots, shadow, now = () => new Date(), patienceMs = 1_000 } = options;
  const settle = createSettle({ slots, shadow, now, patienceMs });
  return {
    acquire: (cluster, claim) => settle(cluster, decide.acquire(claim)),
    assert: (cluster, hold) => settle(cluster, decide.assert(hold)),
    release: (cluster, hold) => settle(cluster, decide.release(hold)),
    holder: (cluster) => settle(cluster, decide.holder),
    steal: (cluster, claim) => settle(cluster, decide.steal(claim)),
    raise: (cluster, hold) => settle(cluster, decide.raise(hold)),
  };
}
