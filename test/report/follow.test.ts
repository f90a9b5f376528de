import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createReport } from '../../src/report/follow.ts';
import type { Report, Update } from '../../src/report/report.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import { openDatabase } from '../store/open.ts';
import { plan } from './sample.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
let store: Store;
let report: Report;
let id: string;

beforeAll(async () => {
  database = await openDatabase();
  store = createStore(database.db);
  report = createReport(store);
});
afterAll(() => database.close());
beforeEach(async () => {
  id = await store.rollouts.nextId();
  await store.rollouts.create(id, { plan, requester: 'ann', state: 'queued', approvers: [] });
  await record('planned', { type: 'planned', person: 'ann' });
});

type Body = Parameters<Store['journal']['record']>[0]['body'];
const record = (key: string, body: Body) =>
  store.journal.record({ rollout: id, cluster: 'web', key: `${id}/${key}`, body });
const takeBack = (next: string, request?: string) =>
  store.rollouts.create(next, {
    plan,
    requester: 'ann',
    state: 'queued',
    approvers: [],
    rollsBack: id,
    ...(request !== undefined && { request }),
  });
async function followed(after = 0): Promise<Update[]> {
  const updates: Update[] = [];
  for await (const update of report.follow(id, after, AbortSignal.timeout(30_000))) updates.push(update);
  return updates;
}
const texts = (updates: readonly Update[]) => updates.map(({ line }) => line?.text);

describe('what takes a rollout back', () => {
  it('is named with its end, and not before', async () => {
    const updates = report.follow(id, 0, AbortSignal.timeout(30_000))[Symbol.asyncIterator]();
    await takeBack(`${id}-back`);
    const first = await updates.next();
    expect(first.value).toMatchObject({ state: 'queued' });
    expect(first.value).not.toHaveProperty('next');
    await record('finished', { type: 'state', state: 'failed' });
    expect((await updates.next()).value).toMatchObject({ state: 'failed', next: `${id}-back` });
    expect((await updates.next()).done).toBe(true);
  });

  it('is not what a person asked for afterwards', async () => {
    await record('finished', { type: 'state', state: 'failed' });
    await takeBack(await store.rollouts.nextId(), `message ${id}`);
    const last = (await followed()).at(-1);
    expect(last?.state).toBe('failed');
    expect(last).not.toHaveProperty('next');
  });
});

describe('a question', () => {
  it('is not open any more once the rollout is to be taken back', async () => {
    await record('running', { type: 'state', state: 'running' });
    const host = 'web-01';
    await record('asks', {
      type: 'question',
      host,
      text: 'it failed',
      answers: ['retry', 'rollback'],
      after: 0,
    });
    const updates = report.follow(id, 0, AbortSignal.timeout(30_000))[Symbol.asyncIterator]();
    expect((await updates.next()).value).toMatchObject({ state: 'waiting', question: 'web-01: it failed' });
    const seq = await store.journal.lastSeq(id);
    const wish = {
      cluster: 'web',
      rollout: id,
      verb: 'rollback' as const,
      person: 'ann',
      request: `back ${id}`,
    };
    await store.steers.add(wish);
    const later = report.follow(id, seq, AbortSignal.timeout(30_000))[Symbol.asyncIterator]();
    const update = (await later.next()).value;
    expect(update).toMatchObject({ state: 'aborting' });
    expect(update).not.toHaveProperty('question');
  });
});

describe('following on', () => {
  it('from the last number of a moment misses nothing after it and tells nothing before it', async () => {
    expect(await store.journal.lastSeq('r999999')).toBe(0);
    const seq = await store.journal.lastSeq(id);
    await record('running', { type: 'state', state: 'running' });
    await record('finished', { type: 'state', state: 'succeeded' });
    expect(texts(await followed(seq))).toEqual(['running', 'succeeded']);
    expect(await followed(await store.journal.lastSeq(id))).toEqual([]);
  });
});
