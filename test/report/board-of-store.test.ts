import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { EventBody } from '../../src/model/event.ts';
import type { Board, Thread } from '../../src/report/board.ts';
import { createBoard } from '../../src/report/board-of-store.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import { openDatabase } from '../store/open.ts';
import { plan } from './sample.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
let store: Store;
let board: Board;
let thread: Thread;

beforeAll(async () => {
  database = await openDatabase();
  store = createStore(database.db);
  board = createBoard(store, () => undefined);
});
afterAll(() => database.close());
beforeEach(async () => {
  const subject = await store.rollouts.nextId();
  thread = { subject, place: { chat: 'slack', channel: 'C1' } };
  await store.rollouts.create(subject, { plan, requester: 'ann', state: 'queued', approvers: [] });
  await record('planned', { type: 'planned', person: 'ann', places: [thread.place] });
});

const record = (key: string, body: EventBody) =>
  store.journal.record({ rollout: thread.subject, cluster: 'web', key: `${thread.subject}/${key}`, body });
const keys = async () => (await board.posts(thread)).posts.map(({ key }) => key);
const isOpen = async () => (await board.open('slack')).some(({ subject }) => subject === thread.subject);

it('tells what is new since the last look, and knows who asked', async () => {
  expect(await board.posts(thread)).toMatchObject({ final: false, requester: 'ann' });
  expect(await keys()).toEqual(['root']);
  await record('running', { type: 'state', state: 'running' });
  await record('drain', { type: 'step', host: 'web-02', step: 'drain', attempt: 1 });
  expect(await keys()).toEqual(['root', 'host/web-02']);
  await record('drain/1', { type: 'step', host: 'web-01', step: 'drain', attempt: 1 });
  expect(await keys()).toEqual(['root', 'host/web-02', 'host/web-01']);
});

it('reads a failed job’s output: its end with the host, all of it as a file', async () => {
  const lines = Array.from({ length: 40 }, (_, n) => ({ n: n + 1, text: `line ${n + 1}\u001b[31m` }));
  await record('running', { type: 'state', state: 'running' });
  await record('deploy', { type: 'step', host: 'web-01', step: 'deploy', attempt: 1 });
  await record('job', { type: 'job', host: 'web-01', attempt: 1 });
  await store.output.append(thread.subject, 'web-01', 1, lines);
  await store.output.append(thread.subject, 'web-01', 2, [{ n: 1, text: 'another attempt' }]);
  await record('ask', { type: 'question', host: 'web-01', text: 'exit 1', answers: ['retry'], after: 0 });
  const { posts } = await board.posts(thread);
  const host = posts.find(({ key }) => key === 'host/web-01');
  const shown = host?.card.lines?.filter(({ label }) => label === '│').map(({ text }) => text);
  expect(shown).toEqual(Array.from({ length: 15 }, (_, n) => `line ${n + 26}`));
  const file = await posts.find(({ key }) => key === 'log/web-01/1')?.file?.();
  expect(file?.name).toBe(`${thread.subject}-web-01-1.log`);
  expect(file?.text.split('\n')).toEqual([...lines.map(({ n }) => `line ${n}`), '']);
});

it('closes a thread only when all that it told is the end', async () => {
  await record('finished', { type: 'state', state: 'failed' });
  expect(await board.posts(thread)).toMatchObject({ final: true });
  await record('back', { type: 'host', host: 'web-01', outcome: 'done', attempt: 1 });
  await board.close(thread);
  expect(await isOpen()).toBe(true);
  await board.posts(thread);
  await board.close(thread);
  expect(await isOpen()).toBe(false);
  await record('back again', { type: 'note', host: 'web-02', text: 'web-02 was not brought back' });
  expect(await isOpen()).toBe(true);
  expect(await keys()).toContain('end');
});

it('remembers what was shown', async () => {
  await board.keep(thread, { key: 'root', channel: 'C1', hash: 'x' });
  await board.keep(thread, { key: 'root', channel: 'C1', ts: '1.1', hash: 'x' });
  expect((await board.shown(thread)).get('root')).toMatchObject({ ts: '1.1', hash: 'x' });
});

it('tells an override: its card, what waits for a person with buttons until it is over, the end', async () => {
  const id = await store.overrides.nextId();
  const its = { subject: id, place: thread.place };
  const tell = (key: string, body: EventBody) =>
    store.journal.record({ rollout: id, cluster: 'web', key: `${id}/${key}`, body });
  const told = async () => (await board.posts(its)).posts;
  const asked = { person: 'ann', host: 'web-03', members: [], reason: 'kernel panic', request: id };
  await tell('asked', { type: 'override', ...asked, places: [thread.place] });
  expect((await told()).map(({ key, card }) => [key, card.buttons?.[0]?.command])).toEqual([
    ['root', `approve ${id}`],
  ]);
  await tell('out', { type: 'override-state', state: 'out' });
  await tell('soon', { type: 'ends-soon', until: '2026-11-20T14:35:00Z' });
  const soon = (await told()).at(-1);
  expect(soon).toMatchObject({ rank: 'urgent', mention: ['ann'] });
  expect(soon?.card.buttons?.map(({ command }) => command)).toContain('enable web web-03');
  await tell('asking', { type: 'override-state', state: 'asking', note: 'not healthy' });
  const [, before, ask] = await told();
  expect(before?.card).not.toHaveProperty('buttons');
  expect(ask).toMatchObject({ rank: 'urgent', card: { tone: 'warning' } });
  expect(await board.posts(its)).toMatchObject({ final: false, requester: 'ann' });
  await tell('ended', { type: 'override-state', state: 'ended' });
  expect(await board.posts(its)).toMatchObject({ final: true });
  expect((await told()).at(-1)).toMatchObject({ key: 'end', mention: ['ann'] });
  expect((await told()).every(({ card }) => card.buttons === undefined)).toBe(true);
});

it('has nothing to tell of what is not there', async () => {
  const gone = { ...thread, subject: 'r999999' };
  expect(await board.posts(gone)).toMatchObject({ posts: [], final: true });
});
