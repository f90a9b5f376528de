import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EventBody } from '../../src/model/event.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import { openDatabase } from './open.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
let store: Store;
const clock = { at: new Date() };
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));

beforeAll(async () => {
  database = await openDatabase();
  store = createStore(database.db, () => clock.at);
  const record = async (minute: number, body: EventBody, rollout?: string) => {
    clock.at = at(minute);
    const key = `${minute}`;
    await store.journal.record({ cluster: 'web', key, body, ...(rollout !== undefined && { rollout }) });
  };
  await record(1, { type: 'lock', person: 'ann', action: 'locked', reason: 'old' });
  await record(2, { type: 'note', text: 'nobody did this' }, 'r1');
  await record(3, { type: 'steered', person: 'bob', verb: 'pause' }, 'r1');
  await record(4, { type: 'state', state: 'paused' }, 'r1');
  await record(5, { type: 'override-state', state: 'out' }, 'o1');
  await record(6, { type: 'lock', person: 'ann', action: 'unlocked' });
});
afterAll(() => database.close());

const found = async (...args: Parameters<Store['audit']['since']>) =>
  (await store.audit.since(...args)).map((entry) => entry.at.getUTCMinutes());

it('finds what people did since then, newest first, and nothing that happened by itself', async () => {
  expect(await found(at(0), 10)).toEqual([6, 3, 1]);
  expect(await found(at(3), 10)).toEqual([6, 3]);
  expect(await found(at(0), 1)).toEqual([6]);
  expect(await found(at(0), 10, 'ann')).toEqual([6, 1]);
  expect(await found(at(0), 10, "ann' or true --")).toEqual([]);
  const [, steered] = await store.audit.since(at(0), 10);
  expect(steered).toMatchObject({ rollout: 'r1', cluster: 'web', body: { verb: 'pause' } });
});

it('knows the cluster of whatever has an id', async () => {
  expect(await store.audit.clusterOf('r1')).toBe('web');
  expect(await store.audit.clusterOf('o1')).toBe('web');
  expect(await store.audit.clusterOf('o2')).toBeUndefined();
});
