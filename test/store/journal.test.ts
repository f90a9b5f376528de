import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EventBody } from '../../src/model/event.ts';
import type { Plan } from '../../src/model/plan.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import { openDatabase } from './open.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
let store: Store;
let id: string;
const clock = { at: new Date('2026-01-01T00:00:00Z') };

beforeAll(async () => {
  database = await openDatabase();
  store = createStore(database.db, () => clock.at);
});
afterAll(() => database.close());
beforeEach(async () => {
  clock.at = new Date('2026-01-01T00:00:00Z');
  id = await store.rollouts.nextId();
  await store.rollouts.create(id, { plan, requester: 'ann', state: 'awaiting-approval', approvers: [] });
});

const member = (name: string) => ({
  pool: 'lb/web',
  member: name,
  now: { weight: 5, state: 'ready' as const },
  inService: true,
});
const plan: Plan = {
  cluster: 'web',
  kind: 'deploy',
  release: 'v2',
  sizes: { batches: [{ count: 1 }] },
  batches: ['a', 'b'].map((host) => ({
    name: host,
    canary: false,
    hosts: [{ host, to: 'v2', members: [member(host)] }],
  })),
  floor: [],
  warnings: [],
  hash: 'x',
};
const record = (key: string, body: EventBody) =>
  store.journal.record({ cluster: 'web', rollout: id, key: `${id}/${key}`, body });
const saved = { weight: 5, state: 'ready' as const };
const held = { type: 'held' as const, host: 'a', pool: 'lb/web', member: 'a', saved };

describe('the journal', () => {
  it('records an event once, whatever comes under its key again', async () => {
    expect(await record('state', { type: 'state', state: 'running' })).toBe(true);
    expect(await record('state', { type: 'state', state: 'failed' })).toBe(false);
    expect((await store.rollouts.get(id))?.state).toBe('running');
    expect(await store.journal.after(id, 0)).toHaveLength(1);
  });

  it('leaves nothing behind of an event whose view could not be written', async () => {
    const lost = {
      cluster: 'web',
      rollout: 'r999999',
      key: 'lost',
      body: { type: 'approved', person: 'ann', enough: true },
    } as const;
    await expect(store.journal.record(lost)).rejects.toThrow();
    expect(await store.journal.byKey('lost')).toBeUndefined();
  });

  it('keeps what a member was until it is restored, and how long it was out', async () => {
    await record('held', held);
    expect(await store.custody.of('lb/web', 'a')).toMatchObject({ saved, rollout: id });
    await store.custody.markChanging('lb/web', 'a');
    clock.at = new Date('2026-01-01T00:00:07Z');
    await store.custody.markChanging('lb/web', 'a');
    await record('restored', { ...held, type: 'restored' });
    expect(await store.custody.of('lb/web', 'a')).toBeUndefined();
    expect((await store.rollouts.host(id, 'a')).outMs).toBe(7_000);
  });

  it('hands a held member to the next rollout with its first mark', async () => {
    await record('held', held);
    await store.custody.markChanging('lb/web', 'a');
    const next = await store.rollouts.nextId();
    await store.rollouts.create(next, { plan, requester: 'bob', state: 'queued', approvers: [] });
    await store.journal.record({ cluster: 'web', rollout: next, key: `${next}/held`, body: held });
    expect(await store.custody.of('lb/web', 'a')).toMatchObject({
      rollout: next,
      outSince: new Date('2026-01-01T00:00:00Z'),
    });
    await store.journal.record({
      cluster: 'web',
      rollout: next,
      key: `${next}/let-go`,
      body: { ...held, type: 'let-go' },
    });
    expect(await store.custody.all('web')).toEqual([]);
  });
});

describe('a rollout’s state', () => {
  const state = async () => (await store.rollouts.get(id))?.state;
  const steer = (verb: 'pause' | 'resume' | 'abort', request: string) =>
    store.steers.add({ cluster: 'web', rollout: id, verb, person: 'ann', request: `${id}/${request}` });

  it('is what wishes and questions make of it while it runs', async () => {
    expect(await state()).toBe('awaiting-approval');
    await record('approved', { type: 'approved', person: 'ann', enough: true });
    expect(await state()).toBe('queued');
    await record('running', { type: 'state', state: 'running' });
    await steer('pause', '1');
    expect(await state()).toBe('paused');
    await record('ask', { type: 'question', host: 'a', text: 'Well?', answers: ['retry'], after: 1 });
    expect(await state()).toBe('waiting');
    expect(await store.rollouts.questions(id)).toEqual([{ host: 'a', text: 'Well?', answers: ['retry'] }]);
    await record('again', { type: 'step', host: 'a', step: 'deploy', attempt: 2 });
    expect(await state()).toBe('paused');
    await steer('resume', '2');
    expect(await state()).toBe('running');
    await steer('abort', '3');
    expect(await state()).toBe('aborting');
    await record('end', { type: 'state', state: 'aborted' });
    expect(await state()).toBe('aborted');
    expect((await store.rollouts.unfinished()).some((rollout) => rollout.id === id)).toBe(false);
  });

  it('counts a click once', async () => {
    expect(await steer('pause', 'click')).toBe(true);
    expect(await steer('pause', 'click')).toBe(false);
    expect(await store.steers.of(id)).toHaveLength(1);
  });
});

describe('waiting for changes', () => {
  it('ends with the change that is told, or with the signal', async () => {
    let there = false;
    const found = store.changes.until(
      id,
      async () => there || undefined,
      new AbortController().signal,
      60_000,
    );
    there = true;
    store.changes.tell(id);
    expect(await found).toBe(true);
    const gone = new AbortController();
    const waiting = store.changes.until(id, async () => undefined, gone.signal, 60_000);
    gone.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
  });
});

describe('what is kept', () => {
  it('is kept once: output by its line’s number, the installation’s id for good', async () => {
    await store.output.append(id, 'a', 1, [{ n: 1, text: 'one' }]);
    await store.output.append(id, 'a', 1, [
      { n: 1, text: 'one' },
      { n: 2, text: 'two' },
    ]);
    expect(await store.output.last(id, 'a', 1)).toBe(2);
    expect((await store.output.read(id, undefined, 10)).map(({ text }) => text)).toEqual(['one', 'two']);
    const first = await store.installation();
    expect(await createStore(database.db).installation()).toBe(first);
    expect(first).toMatch(/^[0-9a-f]{8}$/);
  });
});
