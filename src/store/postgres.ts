import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { alone, type Database, openPool, quiet } from './database.ts';
import { FencedPool } from './fenced-pool.ts';
import { notOpened } from './not-opened.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Tables } from './tables.ts';

/**
 * Opens a PostgreSQL server's database by URL. Throws a `Failure` that says where and why where it can't be opened.
 * @param executor this process's id: by it another process ends our sessions when it takes over (`endSessions`)
 */
export async function openPostgres(url: string, executor: string): Promise<Database> {
  const common = {
    connectionString: url,
    application_name: sessionName(executor),
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    // A process that is stopped in the middle of a transaction must not hold what others need.
    options: '-c idle_in_transaction_session_timeout=5000',
  };
  const pool = new FencedPool({ ...common, max: 10 });
  const sidePool = quiet(
    new pg.Pool({
      ...common,
      max: 2,
      connectionTimeoutMillis: 2_000,
      query_timeout: 2_000,
      statement_timeout: 2_000,
    }),
  );
  const side = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: sidePool }) });
  const db = await openPool(pool).catch(async (error: unknown) => {
    await Promise.all([pool.end(), sidePool.end()]);
    throw notOpened(url, error);
  });
  return {
    ...{ db, pool, side },
    alone: (act) => oneAtATime(pool, act),
    close: async () => void (await Promise.all([pool.end(), sidePool.end()])),
    async abandon() {
      pool.giveUp();
      for (const each of [pool, sidePool]) each.end().catch((error: unknown) => console.error(String(error)));
    },
  };
}

/** PostgreSQL cuts names of sessions after 63 bytes. */
const sessionName = (executor: string): string => `rollout ${executor}`.slice(0, 63); // not shown

/** Ends every session of a process that was taken for dead: what it has under way there is undone, and what is still on its way is not done. */
export async function endSessions(db: Kysely<Tables>, executor: string): Promise<void> {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = ${sessionName(executor)} and pid <> pg_backend_pid()`.execute(db);
}

const readOnly = 'set default_transaction_read_only = on'; // not shown

/** A PostgreSQL server's database to be looked at only: it is not migrated, and refuses every change. */
export function readPostgres(url: string): Database {
  // A refused change is no reason to break off here.
  const common = { max: 1, connectionTimeoutMillis: 10_000, Client: pg.Client };
  const pool = new FencedPool({ connectionString: url, ...common });
  // What breaks the connection here is met by the query that follows.
  pool.on('connect', (client) => void client.query(readOnly).catch((error: unknown) => error));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: quiet(pool) }) });
  const close = () => pool.end();
  return { db, pool, side: db, alone, close, abandon: close };
}

/** Throws unless the PostgreSQL server answers; changes nothing. */
export async function reachPostgres(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  await client.query('select 1').finally(() => client.end());
}
