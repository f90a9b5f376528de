import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';

/** Any number that nobody else's advisory lock on this database has. */
const key = 7_604_220_811;
const lockQuery = 'select pg_try_advisory_lock($1) as got'; // not shown
const unlockQuery = 'select pg_advisory_unlock($1)'; // not shown
const againMs = 100;
/** Whoever stands still with the lock must not keep the others from ever starting. */
const mostMs = 60_000;

/**
 * Does what only one of several processes may do at a time on a PostgreSQL database: bring its tables to the newest shape.
 * Whoever waits asks again and again instead of waiting in the database, as a query that waits there is waited for by
 * `create index concurrently`, and the two would wait for each other. Goes on without the lock after a minute.
 */
export async function oneAtATime<T>(pool: Pool, act: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    const got = await lock(client);
    try {
      return await act();
    } finally {
      if (got) await unlock(client);
    }
  } finally {
    client.release();
  }
}

async function lock(client: PoolClient): Promise<boolean> {
  const until = performance.now() + mostMs;
  while (performance.now() < until) {
    const { rows } = await client.query<{ got: boolean }>(lockQuery, [key]);
    if (rows[0]?.got) return true;
    await sleep(againMs);
  }
  return false;
}

/** A connection that broke meanwhile has taken its lock with it, and must not hide what went wrong. */
const unlock = (client: PoolClient): Promise<unknown> =>
  client.query(unlockQuery, [key]).catch(() => undefined);
