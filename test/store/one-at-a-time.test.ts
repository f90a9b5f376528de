import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { oneAtATime } from '../../src/store/one-at-a-time.ts';
import { type PostgresPeer, startPostgres } from '../peers/postgres.ts';

let postgres: PostgresPeer;
let pools: readonly pg.Pool[];
beforeAll(async () => {
  postgres = await startPostgres();
  pools = [1, 2, 3].map(() => quiet(new pg.Pool({ connectionString: postgres.url })));
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await postgres.stop();
});

/** A connection that is cut off is told by its query too. */
const quiet = (pool: pg.Pool): pg.Pool =>
  pool.on('error', () => undefined).on('connect', (client) => client.on('error', () => undefined));

const [createTable, createIndex] = ['create table t (n int)', 'create index concurrently on t (n)'];

it('lets one after the other act, and whoever waits is not waited for by the database', async () => {
  let acting = 0;
  const most: number[] = [];
  const act = (pool: pg.Pool) => async () => {
    most.push(++acting);
    // Waits for every query of others that is open.
    for (const text of ['drop table if exists t', createTable, createIndex]) await pool.query(text);
    acting -= 1;
  };
  await Promise.all(pools.map((pool) => oneAtATime(pool, act(pool))));
  expect(most).toEqual([1, 1, 1]);
});

it('lets the next one act where one failed, and says what failed', async () => {
  const [one, other] = pools as [pg.Pool, pg.Pool];
  await expect(oneAtATime(one, () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
  expect(await oneAtATime(other, async () => 'acted')).toBe('acted');
});

it('lets the next one act where the connection of one was cut off, and hides no failure by that', async () => {
  const [one, other] = pools as [pg.Pool, pg.Pool];
  const cut = oneAtATime(one, async () => {
    await other.query('select pg_terminate_backend(pid) from pg_locks where locktype = $1', ['advisory']);
    throw new Error('no room');
  });
  await expect(cut).rejects.toThrow('no room');
  expect(await oneAtATime(other, async () => 'acted')).toBe('acted');
});
