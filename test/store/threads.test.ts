import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EventBody } from '../../src/model/event.ts';
import type { Place } from '../../src/model/place.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import { plan } from '../report/sample.ts';
import { openDatabase } from './open.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
let store: Store;
let id: string;
const place: Place = { chat: 'slack', channel: 'C1' };
const thread = () => ({ subject: id, place });

beforeAll(async () => {
  database = await openDatabase();
  store = createStore(database.db);
});
afterAll(() => database.close());
beforeEach(async () => {
  id = await newRollout();
});

async function newRollout(more: { rollsBack?: string; request?: string } = {}): Promise<string> {
  const next = await store.rollouts.nextId();
  await store.rollouts.create(next, { plan, requester: 'ann', state: 'queued', approvers: [], ...more });
  return next;
}
const record = (rollout: string, key: string, body: EventBody) =>
  store.journal.record({ rollout, cluster: 'web', key: `${rollout}/${key}`, body });
const planned = (rollout: string, places?: readonly Place[]) =>
  record(rollout, 'planned', { type: 'planned', person: 'ann', ...(places && { places }) });
const open = async () => (await store.threads.open('slack')).map(({ subject }) => subject);

describe('threads', () => {
  it('begin with the plan’s places, once each', async () => {
    await planned(id, [place, { ...place, channel: 'C2' }, place]);
    const mine = (await store.threads.open('slack')).filter(({ subject }) => subject === id);
    expect(mine.map((each) => each.place.channel).sort()).toEqual(['C1', 'C2']);
  });

  it('begin with an override’s places', async () => {
    const body = { type: 'override', person: 'ann', host: 'a', members: [], reason: 'x' } as const;
    await record('o1', 'asked', { ...body, request: 'm1', places: [place] });
    expect(await open()).toContain('o1');
  });

  it('of what takes a rollout back are those of the rollout, finished or not', async () => {
    await planned(id, [place]);
    await store.threads.close(thread(), await store.journal.lastSeq(id));
    const back = await newRollout({ rollsBack: id });
    await planned(back);
    expect(await open()).toContain(back);
    expect(await open()).not.toContain(id);
  });

  it('of what a person asked for from elsewhere are its own', async () => {
    await planned(id, [place]);
    const next = await newRollout({ rollsBack: id, request: `message of ${id}` });
    await planned(next);
    expect(await open()).not.toContain(next);
  });

  it('are closed only as far as they were told', async () => {
    await planned(id, [place]);
    const told = await store.journal.lastSeq(id);
    await record(id, 'running', { type: 'state', state: 'running' });
    await store.threads.close(thread(), told);
    expect(await open()).toContain(id);
    await store.threads.close(thread(), await store.journal.lastSeq(id));
    expect(await open()).not.toContain(id);
  });

  it('are open again when a host is brought back after the end', async () => {
    await planned(id, [place]);
    await store.threads.close(thread(), await store.journal.lastSeq(id));
    await record(id, 'back', { type: 'host', host: 'web-01', outcome: 'done', attempt: 1 });
    expect(await open()).toContain(id);
  });
});

describe('messages', () => {
  it('are kept by thread and key, the last state of each', async () => {
    await store.messages.keep(thread(), { key: 'root', channel: 'C1', hash: 'x' });
    expect((await store.messages.of(thread())).get('root')).not.toHaveProperty('ts');
    await store.messages.keep(thread(), { key: 'root', channel: 'D1', ts: '1.2', hash: 'y' });
    await store.messages.keep(
      { ...thread(), place: { ...place, channel: 'C2' } },
      {
        key: 'root',
        channel: 'C2',
        hash: 'z',
      },
    );
    const kept = await store.messages.of(thread());
    expect([...kept.values()]).toEqual([
      { key: 'root', channel: 'D1', ts: '1.2', hash: 'y', at: expect.any(Date) },
    ]);
  });
});

describe('listening', () => {
  it('hears of every subject, until it ends', async () => {
    const heard: string[] = [];
    const end = store.changes.listen((subject) => heard.push(subject));
    await planned(id);
    await planned(id);
    await record(id, 'running', { type: 'state', state: 'running' });
    end();
    await record(id, 'end', { type: 'state', state: 'failed' });
    expect(heard).toEqual([id, id]);
  });
});
