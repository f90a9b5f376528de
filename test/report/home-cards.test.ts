import { expect, test } from 'vitest';
import type { Override } from '../../src/model/override.ts';
import { homeCards } from '../../src/report/home-cards.ts';
import type { HomeCluster } from '../../src/report/home-lines.ts';
import { midway, now, rollout } from './sample.ts';

const cluster = (more: Partial<HomeCluster> = {}): HomeCluster => ({
  cluster: 'web',
  hosts: 5,
  releases: [{ release: 'v1', hosts: 5 }],
  pools: [{ pool: 'lb1/web', inService: 5, members: 5 }],
  rollouts: [],
  overrides: [],
  leftOut: [],
  ...more,
});
const override = (more: Partial<Override> = {}): Override => ({
  id: 'o5',
  cluster: 'web',
  host: 'web-03',
  members: [{ pool: 'lb1/web', member: 'web-03' }],
  requester: 'carol',
  reason: 'kernel panic',
  state: 'out',
  createdAt: now,
  ...more,
});
const only = (more: Partial<HomeCluster> = {}) => {
  const [card] = homeCards([cluster(more)], [], now);
  if (!card) throw new Error('no card');
  return card;
};
const texts = (more: Partial<HomeCluster>) => only(more).lines?.map(({ text }) => text);
const commands = (more: Partial<HomeCluster>) => only(more).buttons?.map(({ command }) => command);

test('a cluster at rest can be deployed to', () => {
  expect(only()).toEqual({
    title: 'web · 5 hosts',
    tone: 'good',
    fields: [{ name: 'runs', value: 'v1 on 5 hosts' }],
    lines: [{ label: 'lb1/web', text: '5 of 5 in service', tone: 'good' }],
    buttons: [{ label: 'Deploy', command: 'deploy web', style: 'primary' }],
  });
});

test('a rollout under way can be steered, and nothing else begun', () => {
  const question = { host: 'web-03', text: 'deploy exited 1', answers: ['retry', 'abort'] as const };
  const asking = { ...rollout, state: 'waiting' as const };
  const rollouts = [{ rollout: asking, hosts: midway, questions: [question] }];
  expect(texts({ rollouts })).toEqual([
    '5 of 5 in service',
    'r12 deploy web v1 → v2 · waiting for an answer · 1 done · 1 at work · 1 asking · 2 to come',
    'web-03: deploy exited 1',
  ]);
  expect(commands({ rollouts })).toEqual(['status r12', 'retry r12 web-03', 'abort r12']);
  expect(only({ rollouts }).tone).toBe('warning');
});

test('one that only awaits its approval stops nobody, and is approved where its plan is shown', () => {
  const waiting = { ...rollout, state: 'awaiting-approval' as const };
  const rollouts = [{ rollout: waiting, hosts: [], questions: [] }];
  expect(commands({ rollouts })).toEqual(['deploy web', 'status r12']);
});

test('what stops a deploy is told: who, why, how it gets free', () => {
  const freeze = { by: 'bob', reason: 'audit', since: now, lifted: 'cluster' as const };
  const found = texts({ lock: 'web is locked by alice (db); `unlock web` frees it', freeze });
  expect(found?.slice(1)).toEqual([
    'web is locked by alice (db); `unlock web` frees it.',
    'web is frozen by bob (audit) since 14:06; `unfreeze web` lifts it.',
  ]);
});

test('members that people took out are there with their end, and can come back', () => {
  const until = new Date(now.getTime() + 30 * 60_000);
  const overrides = [override({ until }), override({ id: 'o6', host: 'web-04', state: 'awaiting-approval' })];
  expect(texts({ overrides })?.slice(1)).toEqual([
    'o5 web-03 is out until 14:36: kernel panic (carol)',
    'o6 web-04 is to be taken out, if somebody confirms it: kernel panic (carol)',
  ]);
  expect(commands({ overrides })).toEqual(['deploy web', 'enable web web-03', 'extend o5 30m']);
});

test('a load balancer that does not answer is told, and so is who is left out', () => {
  const pools = [{ pool: 'lb1/web', inService: 0, members: 0, problem: 'no answer\u0007' }];
  const card = only({ pools, leftOut: ['web-02'] });
  expect(card.tone).toBe('bad');
  expect(card.lines).toEqual([
    { label: 'lb1/web', text: 'could not be read: no answer', tone: 'bad' },
    { text: 'held out of service: web-02 (see `drained`)', tone: 'warning' },
  ]);
});

test('several releases, and hosts of which nobody knows', () => {
  const releases = [
    { release: 'v2', hosts: 3 },
    { release: 'v1', hosts: 1 },
  ];
  expect(only({ releases }).fields).toEqual([
    { name: 'runs', value: 'v2 on 3 hosts, v1 on 1, nobody knows what on 1' },
  ]);
});

test('what needs somebody comes first, what had no room is named last', () => {
  const trouble = cluster({ cluster: 'api', pools: [{ pool: 'lb1/api', inService: 1, members: 2 }] });
  const cards = homeCards([cluster(), trouble], ['jobs', 'mail'], now);
  expect(cards.map(({ title }) => title)).toEqual(['api · 5 hosts', 'web · 5 hosts', 'and 2 more clusters']);
  expect(cards.at(-1)?.lines?.[0]?.text).toBe('jobs, mail: `status CLUSTER` shows one');
});

test('nobody is left before an empty page', () => {
  expect(homeCards([], [], now)[0]?.title).toBe('There is no cluster that you may see');
});
