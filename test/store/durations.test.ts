import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EventBody } from '../../src/model/event.ts';
import type { Plan } from '../../src/model/plan.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import { openDatabase } from './open.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
let store: Store;
const clock = { at: new Date(0) };

beforeAll(async () => {
  database = await openDatabase();
  store = createStore(database.db, () => clock.at);
});
afterAll(() => database.close());

/** A rollout of so many batches, and what happened in it at which second. */
async function rolled(batches: number, events: readonly (readonly [number, EventBody])[]) {
  const plan: Plan = {
    cluster: 'web',
    kind: 'deploy',
    release: 'v2',
    sizes: { batches: [{ count: 1 }] },
    batches: Array.from({ length: batches }, (_, i) => ({
      name: `batch ${i}`,
      canary: false,
      hosts: [{ host: `h${i}`, to: 'v2', members: [] }],
    })),
    floor: [],
    warnings: [],
    hash: 'x',
  };
  const id = await store.rollouts.nextId();
  await store.rollouts.create(id, { plan, requester: 'ann', state: 'queued', approvers: [] });
  for (const [second, body] of events) {
    clock.at = new Date(second * 1_000);
    await store.journal.record({ cluster: 'web', rollout: id, key: `${id}/${second}`, body });
  }
}

const running: EventBody = { type: 'state', state: 'running' };
const succeeded: EventBody = { type: 'state', state: 'succeeded' };
const batch = (n: number): EventBody => ({ type: 'batch', batch: n, name: `batch ${n}`, hosts: [] });
const soaking: EventBody = { type: 'soaking', batch: 0, ms: 999_000 };

it('gives how long succeeded rollouts worked, without the soaks as long as they really were', async () => {
  await rolled(1, [
    [0, running],
    [1, batch(0)],
    [11, succeeded],
  ]);
  await rolled(2, [
    [0, running],
    [1, batch(0)],
    [10, soaking],
    [40, batch(1)],
    [50, succeeded],
  ]);
  await rolled(1, [
    [0, running],
    [90, { type: 'state', state: 'failed' }],
  ]);
  expect(await store.durations.of('web', 10)).toEqual([
    { ms: 20_000, batches: 2 },
    { ms: 11_000, batches: 1 },
  ]);
  expect(await store.durations.of('web', 1)).toHaveLength(1);
  expect(await store.durations.of('db', 10)).toEqual([]);
});
