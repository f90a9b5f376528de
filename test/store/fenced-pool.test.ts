import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { quiet } from '../../src/store/database.ts';
import { FencedPool } from '../../src/store/fenced-pool.ts';
import { type PostgresPeer, startPostgres } from '../peers/postgres.ts';

/** The engine's own word on what it asks again for, which the package does not give out. */
const engine = '../../node_modules/@dbos-inc/dbos-sdk/dist/src/system_database.js';
const { retriablePostgresException } = createRequire(import.meta.url)(engine) as {
  retriablePostgresException(error: unknown): boolean;
};

let postgres: PostgresPeer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const open = (connectionString = postgres.url): FencedPool => {
  const pool = new FencedPool({ connectionString, max: 1 });
  quiet(pool);
  return pool;
};
const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'none',
    (error: unknown) => error,
  );

it('behind a fence that the silent database holds up, the engine knows that it is to ask again', async () => {
  const pool = open();
  pool.fence(() => Promise.reject(new Error('Query read timeout')));
  for (const asked of [pool.query('select 1'), pool.connect()]) {
    const error = await errorOf(asked);
    expect(error).toMatchObject({ name: 'DatabaseAway', message: 'Query read timeout' });
    expect(retriablePostgresException(error)).toBe(true);
  }
  await pool.end();
});

it('breaks off from a server that has become a copy, and the engine asks again', async () => {
  const pool = open();
  await pool.query('create table t (n int)');
  await pool.query('set default_transaction_read_only = on');
  expect(retriablePostgresException(await errorOf(pool.query('insert into t values (1)')))).toBe(true);
  expect(retriablePostgresException(await errorOf(insertInTransaction(pool)))).toBe(true);
  await expect.poll(() => errorOf(pool.query('insert into t values (1)'))).toBe('none');
  await pool.end();
});

/** By promises, as the engine asks. */
async function insertInTransaction(pool: FencedPool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin read only');
    await client.query('insert into t values ($1)', [2]);
  } finally {
    client.release();
  }
}

it('where its name is gone, says so and is asked again; what is refused stays as it was', async () => {
  const lost = open('postgres://rollout@nowhere.invalid/rollout');
  const error = await errorOf(lost.query('select 1'));
  expect(error).toMatchObject({ name: 'DatabaseAway' });
  expect(retriablePostgresException(error)).toBe(true);
  await lost.end();
  const pool = open();
  expect(await errorOf(pool.query('select nothing'))).toMatchObject({ code: '42703' });
  await pool.end();
});
