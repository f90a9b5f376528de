import { afterAll, beforeAll, expect, it } from 'vitest';
import { createStore, type Store } from '../../src/store/store.ts';
import { openDatabase } from './open.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
let store: Store;
const clock = { at: new Date('2026-01-01T00:00:00Z') };

beforeAll(async () => {
  database = await openDatabase();
  store = createStore(database.db, () => clock.at);
});
afterAll(() => database.close());

it('keeps one freeze for each cluster and one for all, with its journal entry, once per request', async () => {
  const { freezes, journal } = store;
  const until = new Date('2026-01-01T02:00:00Z');
  const web = { cluster: 'web', person: 'ann', reason: 'migration\0', until };
  expect(await freezes.declare(web, 'm1')).toBe(true);
  expect(await freezes.declare({ ...web, person: 'eve' }, 'm1')).toBe(false);
  expect(await freezes.declare({ person: 'bob', reason: 'incident' }, 'm2')).toBe(true);
  const since = clock.at;
  expect(await freezes.all()).toEqual([
    { person: 'bob', reason: 'incident', since },
    { cluster: 'web', person: 'ann', reason: 'migration\uFFFD', since, until },
  ]);
  expect(await journal.byKey('freeze/m1')).toMatchObject({
    type: 'freeze',
    action: 'frozen',
    person: 'ann',
    all: false,
    until: until.toISOString(),
  });
  expect(await journal.byKey('freeze/m2')).toMatchObject({ all: true, reason: 'incident' });
});

it('is replaced by a newer one, without what that does not say', async () => {
  const { freezes } = store;
  clock.at = new Date('2026-01-01T01:00:00Z');
  await freezes.declare({ cluster: 'web', person: 'eve', reason: 'longer' }, 'm3');
  expect((await freezes.all())[1]).toEqual({
    cluster: 'web',
    person: 'eve',
    reason: 'longer',
    since: clock.at,
  });
});

it('is lifted alone, by anybody, and that is journaled with whose it was', async () => {
  const { freezes, journal } = store;
  expect(await freezes.lift({ cluster: 'db', person: 'ann' }, 'm4')).toBeUndefined();
  expect(await journal.byKey('freeze/m4')).toBeUndefined();
  expect(await freezes.lift({ cluster: 'web', person: 'ann' }, 'm5')).toMatchObject({ person: 'eve' });
  expect((await freezes.all()).map(({ person }) => person)).toEqual(['bob']);
  expect(await journal.byKey('freeze/m5')).toMatchObject({
    action: 'unfrozen',
    person: 'ann',
    reason: 'was frozen by eve: longer',
  });
  expect(await freezes.lift({ person: 'ann' }, 'm6')).toMatchObject({ person: 'bob' });
  expect(await freezes.all()).toEqual([]);
});
