import type { types } from '@slack/bolt';
import { expect, test } from 'vitest';
import { createHome, homeView } from '../../../../src/chat/slack/home/home.ts';
import type { Lookup } from '../../../../src/intake/lookup.ts';
import type { Card } from '../../../../src/model/card.ts';
import { breaches } from '../../../doubles/slack/validate-blocks.ts';

const now = new Date(2026, 10, 20, 14, 5);
const card = (name: string, more: Partial<Card> = {}): Card => ({
  title: `${name} · 5 hosts`,
  tone: 'good',
  fields: [{ name: 'runs', value: 'v1' }],
  lines: [{ label: 'lb1', text: '5 of 5' }, { text: 'b' }],
  buttons: [
    { label: 'Deploy', command: `deploy ${name}`, style: 'primary' },
    { label: 'Show r1', command: 'status r1' },
  ],
  ...more,
});
const isActions = (block: types.AnyBlock): block is types.ActionsBlock => block.type === 'actions';
const buttonsOf = (view: types.HomeView): types.Button[] =>
  view.blocks.filter(isActions).flatMap(({ elements }) => elements.filter((each) => each.type === 'button'));

test('a deploy button opens the form for its cluster, any other sends its command', () => {
  const view = homeView([card('web'), card('api')], now);
  expect(buttonsOf(view).map(({ action_id, value }) => [action_id, value])).toEqual([
    ['open-form', undefined],
    ['refresh-home', undefined],
    ['open-form:web', 'web'],
    ['command:0.1', 'status r1'],
    ['open-form:api', 'api'],
    ['command:1.1', 'status r1'],
  ]);
  expect(JSON.stringify(view)).toContain('as it was at 14:05');
});

test.each([0, 1, 30, 500])('%i clusters fit, and none is left out silently', (n) => {
  const view = homeView(
    Array.from({ length: n }, (_, at) => card(`c${at}`)),
    now,
  );
  expect(breaches(view)).toEqual([]);
  const shown = JSON.stringify(view.blocks).match(/ · 5 hosts/gu)?.length ?? 0;
  const more = Number(/and (\d+) more/u.exec(JSON.stringify(view.blocks))?.[1] ?? 0);
  expect(shown + more).toBe(n);
});

test('clusters with very much to tell fit too', () => {
  const lines = Array.from({ length: 400 }, (_, at) => ({ label: `web-${at}`, text: '字'.repeat(400) }));
  const view = homeView(
    Array.from({ length: 40 }, (_, at) => card(`c${at}`, { lines })),
    now,
  );
  expect(breaches(view)).toEqual([]);
});

function setUp(home: Lookup['home']) {
  const published: { user: string; text: string }[] = [];
  const language = async () => 'en' as const;
  const lookup = {
    language,
    clusters: async () => [],
    releases: async () => [],
    needsApproval: () => true,
    home,
  };
  const publish = async (user: string, view: types.HomeView) => {
    expect(breaches(view)).toEqual([]);
    published.push({ user, text: JSON.stringify(view) });
  };
  return { home: createHome({ publish, lookup, now: () => now }), published };
}

test('opened, it shows the person’s own clusters', async () => {
  const { home, published } = setUp(async (person) => [card(`of-${person}`)]);
  await home.opened({ user: 'U1', person: 'alice' });
  expect(published).toEqual([{ user: 'U1', text: expect.stringContaining('of-alice') }]);
});

test('what can’t be read is said there, and told to the caller as well', async () => {
  const { home, published } = setUp(() => Promise.reject(new Error('database is away')));
  await expect(home.opened({ user: 'U1', person: 'alice' })).rejects.toThrow('database is away');
  expect(published[0]?.text).toContain('Your clusters could not be read: database is away');
});

test('somebody who is not listened to reads why', async () => {
  const { home, published } = setUp(async () => []);
  await home.refused('U9', 'I don’t know you yet: add `U9`');
  expect(published).toEqual([{ user: 'U9', text: expect.stringContaining('I don’t know you yet') }]);
});
