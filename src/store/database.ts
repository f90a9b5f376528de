import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { FencedPool } from './fenced-pool.ts';
import { migrate } from './migrate.ts';
import { notOpened } from './not-opened.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Tables } from './tables.ts';

/** An open, migrated database. `pool` is shared with the durable engine: with PGlite there is just one connection. */
export interface Database {
  readonly db: Kysely<Tables>;
  readonly pool: FencedPool;
  /** Where processes say that they live: a connection of its own, that gives up soon and that no fence stops. */
  readonly side: Kysely<Tables>;
  /** Does what only one of the processes on this database may do at a time. */
  alone<T>(act: () => Promise<T>): Promise<T>;
  /** Breaks what is open and waits for nothing. */
  abandon(): Promise<void>;
  close(): Promise<void>;
}

/** Postgres names the socket file itself, after the port, in the folder that is given as host. */
const socketName = '.s.PGSQL.5432';

/**
 * Opens the embedded database in `dataDir`. The caller makes sure that no other process has it open (PGlite does not).
 * @param dataDir short enough that the socket in it stays under the 107 bytes of a unix socket path
 */
export async function openEmbedded(dataDir: string): Promise<Database> {
  const folder = path.join(dataDir, 'db');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lite = await PGlite.create({ dataDir: folder });
  // Left behind by a process that was killed: the directory is ours now.
  await rm(path.join(dataDir, socketName), { force: true });
  const server = new PGLiteSocketServer({ db: lite, path: path.join(dataDir, socketName) });
  await server.start();
  const pool = new FencedPool({
    host: dataDir,
    port: 5432,
    user: 'postgres',
    database: 'postgres',
    max: 1,
    idleTimeoutMillis: 0,
  });
  const db = await open(pool);
  const close = async () => {
    await pool.end();
    await server.stop();
    await lite.close();
  };
  return {
    ...{ db, pool, side: db, alone },
    close,
    abandon: close,
  };
}

/** Where there is no other process. */
const alone = <T>(act: () => Promise<T>): Promise<T> => act();

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
  const db = await open(pool).catch(async (error: unknown) => {
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
  const pool = new FencedPool({ connectionString: url, max: 1, connectionTimeoutMillis: 10_000 });
  // What breaks the connection here is met by the query that follows.
  pool.on('connect', (client) => void client.query(readOnly).catch((error: unknown) => error));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: quiet(pool) }) });
  const close = () => pool.end();
  return { db, pool, side: db, alone, close, abandon: close };
}

/**
 * The embedded database in `dataDir` to be looked at only: opening it would write to it, so that a copy is opened. Only
 * while no bot works on it.
 */
export async function readEmbedded(dataDir: string): Promise<Database> {
  const copy = await mkdtemp(path.join(tmpdir(), 'rollout-copy-'));
  const remove = () => rm(copy, { recursive: true, force: true });
  try {
    await cp(path.join(dataDir, 'db'), path.join(copy, 'db'), { recursive: true });
    const { close, ...database } = await openEmbedded(copy);
    return { ...database, close: () => close().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Throws unless the PostgreSQL server answers; changes nothing. */
export async function reachPostgres(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  await client.query('select 1').finally(() => client.end());
}

async function open(pool: pg.Pool): Promise<Kysely<Tables>> {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: quiet(pool) }) });
  await migrate(db);
  return db;
}

/**
 * Without listeners a connection that breaks would end the process: the pool's hears of those that are idle, the client's own
 * of those in use, whose query fails as well. The next query opens a new one.
 */
function quiet(pool: pg.Pool): pg.Pool {
  pool.on('error', (error) => console.error(`database connection lost: ${error.message}`)); // not shown
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return pool;
}
