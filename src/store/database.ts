import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { migrate } from './migrate.ts';
import type { Tables } from './tables.ts';

/** An open, migrated database. `pool` is shared with the durable engine: with PGlite there is just one connection. */
export interface Database {
  readonly db: Kysely<Tables>;
  readonly pool: pg.Pool;
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
  const pool = new pg.Pool({
    host: dataDir,
    port: 5432,
    user: 'postgres',
    database: 'postgres',
    max: 1,
    idleTimeoutMillis: 0,
  });
  return open(pool, async () => {
    await server.stop();
    await lite.close();
  });
}

/** Opens a PostgreSQL server's database by URL. */
export async function openPostgres(url: string): Promise<Database> {
  return open(new pg.Pool({ connectionString: url, max: 10 }), async () => {});
}

const readOnly = 'set default_transaction_read_only = on';

/** A PostgreSQL server's database to be looked at only: it is not migrated, and refuses every change. */
export function readPostgres(url: string): Database {
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 10_000 });
  // What breaks the connection here is met by the query that follows.
  pool.on('connect', (client) => void client.query(readOnly).catch((error: unknown) => error));
  return opened(pool, async () => {});
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

async function open(pool: pg.Pool, after: () => Promise<void>): Promise<Database> {
  const database = opened(pool, after);
  await migrate(database.db);
  return database;
}

function opened(pool: pg.Pool, after: () => Promise<void>): Database {
  // Without a listener a connection that breaks while idle would end the process; the next query opens a new one.
  pool.on('error', (error) => console.error(`database connection lost: ${error.message}`));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    pool,
    close: async () => {
      await pool.end();
      await after();
    },
  };
}
