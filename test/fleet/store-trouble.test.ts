import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Roster } from '../../src/fleet/roster.ts';
import { createStoreRoster } from '../../src/fleet/store/roster.ts';
import type { Database } from '../../src/store/database.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { type PostgresPeer, startPostgres } from '../peers/postgres.ts';

let postgres: PostgresPeer;
let database: Database;
let roster: Roster;

beforeEach(async () => {
  postgres = await startPostgres();
  database = await openPostgres(postgres.url, 'test');
  roster = createStoreRoster({ db: database.db, timeoutMs: 500 });
});
afterEach(async () => {
  await database.close();
  await postgres.stop();
});

const away = { kind: expect.stringMatching(/^(unreachable|timeout)$/), retryable: true };

it('gives up where PostgreSQL hangs, and goes on once it answers', async () => {
  await roster.beat('e1', 60_000);
  postgres.freeze();
  await expect(roster.beat('e2', 60_000)).rejects.toMatchObject({ kind: 'timeout', retryable: true });
  await expect(roster.living()).rejects.toMatchObject(away);
  postgres.thaw();
  await expect.poll(() => roster.living().catch(String)).toContain('e1');
});

it('gives up where PostgreSQL is away, and works by itself once it is back', async () => {
  await roster.beat('e1', 60_000);
  await postgres.kill();
  await expect(roster.living()).rejects.toMatchObject(away);
  await expect(roster.take('t', 'e1/1', 1)).rejects.toMatchObject(away);
  await postgres.restart();
  await expect.poll(() => roster.living().catch(String)).toEqual(new Set(['e1']));
});

it('never sends later what it gave up while it waited for a connection', async () => {
  const busy = Promise.all(
    Array.from({ length: 10 }, () =>
      database.pool.query('select pg_sleep(1.5)').catch((error: unknown) => error),
    ),
  );
  await expect(roster.take('t', 'e1/1', 60_000)).rejects.toMatchObject({ kind: 'timeout' });
  await busy;
  expect(await roster.take('t', 'e2/1', 60_000)).toBe(true);
});
