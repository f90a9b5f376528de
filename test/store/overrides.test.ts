import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EventBody } from '../../src/model/event.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import { openDatabase } from './open.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
let store: Store;
let keys = 0;
beforeAll(async () => {
  database = await openDatabase();
  store = createStore(database.db);
});
afterAll(() => database.close());

const record = (rollout: string, body: EventBody) =>
  store.journal.record({ rollout, cluster: 'web', key: `k${++keys}`, body });
const at = (member: string) => ({ host: member, pool: 'lb/web', member });
const saved = (weight: number) => ({ weight, state: 'ready' as const });
const ask = (id: string, host: string) =>
  record(id, {
    ...{ type: 'override', person: 'alice', host, members: [], reason: 'kernel panic' },
    ...{ forMs: 30 * 86_400_000, request: `ask ${id}` },
  });

it('what an override holds is changed and let go of by that override alone', async () => {
  await ask('o1', 'a');
  await record('o1', { type: 'held', ...at('a'), saved: saved(10) });
  await record('r1', { type: 'held', ...at('a'), saved: saved(99) });
  await record('r1', { type: 'let-go', ...at('a') });
  await record('r1', { type: 'restored', ...at('a'), saved: saved(99) });
  expect(await store.custody.of('lb/web', 'a')).toMatchObject({ rollout: 'o1', saved: { weight: 10 } });
  expect(await store.overrides.holding('web', 'a')).toMatchObject({ id: 'o1', forMs: 30 * 86_400_000 });
  await record('o1', { type: 'restored', ...at('a'), saved: saved(10) });
  expect(await store.custody.of('lb/web', 'a')).toBeUndefined();
});

it('what changes hands keeps what was saved first, since when it is out, and that it is suspect', async () => {
  await ask('o2', 'b');
  await record('r1', { type: 'held', ...at('b'), saved: saved(50) });
  await store.custody.markChanging('lb/web', 'b');
  await record('r1', { type: 'job', host: 'b', attempt: 1 });
  const before = await store.custody.of('lb/web', 'b');
  const body = { type: 'handed-over' as const, ...at('b'), person: 'alice', reason: 'kernel panic' };
  await record('r9', { ...body, to: 'o2' });
  expect(await store.custody.of('lb/web', 'b')).toEqual(before);
  await record('r1', { ...body, to: 'o2' });
  expect(await store.custody.of('lb/web', 'b')).toEqual({ ...before, rollout: 'o2' });
  expect(before).toMatchObject({ suspect: true, outSince: expect.any(Date) });
});

it('a weight that is set while it is held is what it gets back; of a member that is not, nothing is kept', async () => {
  await record('r1', { type: 'held', ...at('c'), saved: { ...saved(50), extra: { method: 'dr' } } });
  const weight = { type: 'weight' as const, person: 'alice', pool: 'lb/web', from: 50, to: 7, held: true };
  await record('r1', { ...weight, member: 'c' });
  await record('r1', { ...weight, member: 'nobody' });
  expect((await store.custody.of('lb/web', 'c'))?.saved).toEqual({ ...saved(7), extra: { method: 'dr' } });
  expect(await store.custody.of('lb/web', 'nobody')).toBeUndefined();
});

it('an override that is over stays so, and what came first of its times stays', async () => {
  await ask('o3', 'd');
  await record('o3', { type: 'override-state', state: 'taking-out', person: 'bob' });
  await record('o3', { type: 'override-state', state: 'out', until: '2026-11-20T14:35:00.000Z' });
  const { outAt } = (await store.overrides.get('o3')) ?? {};
  await record('o3', { type: 'override-state', state: 'asking', note: 'status 500' });
  await record('o3', { type: 'override-state', state: 'out' });
  const out = await store.overrides.get('o3');
  expect(out).toMatchObject({
    state: 'out',
    approver: 'bob',
    outAt,
    until: new Date('2026-11-20T14:35:00Z'),
  });
  expect(out).not.toHaveProperty('note');
  await record('o3', { type: 'override-state', state: 'ended', note: 'back' });
  await record('o3', { type: 'override-state', state: 'out' });
  expect(await store.overrides.get('o3')).toMatchObject({ state: 'ended', note: 'back' });
});

it('a member that was out for longer than a month comes back all the same', async () => {
  let now = new Date();
  const slow = createStore(database.db, () => now);
  const entry = { rollout: 'r2', cluster: 'web' };
  await slow.journal.record({ ...entry, key: 'long', body: { type: 'held', ...at('e'), saved: saved(1) } });
  await slow.custody.markChanging('lb/web', 'e');
  now = new Date(now.getTime() + 40 * 86_400_000);
  const body = { type: 'restored' as const, ...at('e'), saved: saved(1) };
  await slow.journal.record({ ...entry, key: 'long back', body });
  expect(await slow.custody.of('lb/web', 'e')).toBeUndefined();
});

it('the newest override of a host is found by its name and by its members', async () => {
  await ask('o7', 'y');
  const members = [{ pool: 'lb/web', member: 'y-8080' }];
  await record('o8', {
    ...{ type: 'override', person: 'alice', host: 'y', members, reason: 'kernel panic' },
    ...{ forMs: 60_000, request: 'ask o8' },
  });
  await ask('o9', 'z');
  await record('o8', { type: 'override-state', state: 'dropped' });
  for (const name of ['y', 'y-8080']) expect((await store.overrides.lastOn('web', name))?.id).toBe('o8');
  expect(await store.overrides.lastOn('web', 'y-808')).toBeUndefined();
  expect(await store.overrides.lastOn('shop', 'y')).toBeUndefined();
});
