import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { FencedPool } from './fenced-pool.ts';
import { migrate } from './migrate.ts';
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
  const db = await openPool(pool);
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
export const alone = <T>(act: () => Promise<T>): Promise<T> => act();

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

/** Brings the database behind a pool to the newest shape. */
export async function openPool(pool: pg.Pool): Promise<Kysely<Tables>> {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: quiet(pool) }) });
  await migrate(db);
  return db;
}

/**
 * Without listeners a connection that breaks would end the process: the pool's hears of those that are idle, the client's own
 * of those in use, whose query fails as well. The next query opens a new one.
 */
export function quiet(pool: pg.Pool): pg.Pool {
  pool.on('error', (error) => console.error(`database connection lost: ${error.message}`)); // not shown
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return pool;
}
