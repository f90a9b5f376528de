import { describe, expect, test } from 'vitest';
import type { EventBody } from '../../src/model/event.ts';
import { failureCard, logsCard, problemCard, refusalCard } from '../../src/report/answer-cards.ts';
import { entryLine } from '../../src/report/entry-line.ts';
import { drainedCard, locksCard } from '../../src/report/held-cards.ts';
import { historyCard } from '../../src/report/history-card.ts';
import { membersCard } from '../../src/report/members-card.ts';
import { statusCard } from '../../src/report/status-card.ts';
import { midway, now, rollout } from './sample.ts';

const saved = { weight: 50, state: 'ready' as const };
const at = { host: 'web-03', pool: 'lb1/web', member: 'web-03' };

describe('journal entries as lines', () => {
  test.each<[EventBody, string | undefined]>([
    [{ type: 'planned', person: 'alice' }, 'planned by alice'],
    [{ type: 'approved', person: 'bob', enough: true }, 'approved by bob'],
    [{ type: 'approved', person: 'bob', enough: false }, 'approved by bob; more approvals are needed'],
    [{ type: 'rejected', person: 'bob' }, 'rejected by bob'],
    [{ type: 'state', state: 'running' }, 'running'],
    [{ type: 'state', state: 'dropped', reason: 'nobody approved it' }, 'dropped: nobody approved it'],
    [{ type: 'state', state: 'waiting' }, undefined],
    [{ type: 'steered', person: 'bob', verb: 'retry', host: 'web-03' }, 'bob: retry web-03'],
    [{ type: 'recovered', where: 'on bot-1' }, 'taken up again after a restart (on bot-1)'],
    [{ type: 'batch', batch: 1, name: 'batch 2', hosts: ['a', 'b'] }, 'batch 2: a, b'],
    [{ type: 'soaking', batch: 1, ms: 30_000 }, 'soaking for 30 s'],
    [{ type: 'step', host: 'web-03', step: 'drain', attempt: 1 }, undefined],
    [{ type: 'step', host: 'web-03', step: 'deploy', attempt: 1 }, 'web-03 deploying v2'],
    [{ type: 'step', host: 'web-03', step: 'verify', attempt: 2 }, 'web-03 verifying, attempt 2'],
    [{ type: 'draining', ...at, saved }, 'web-03 draining from lb1/web (weight 50, ready kept)'],
    [{ type: 'restored', ...at, saved }, 'web-03 back in lb1/web with weight 50, ready'],
    [{ type: 'let-go', ...at }, 'web-03 left as it is in lb1/web'],
    [{ type: 'job', host: 'web-03', attempt: 1 }, undefined],
    [{ type: 'deployed', host: 'web-03', release: 'v2' }, 'web-03 is on v2'],
    [{ type: 'question', host: 'web-03', text: 'exit 1', answers: ['retry'], after: 0 }, 'web-03: exit 1'],
    [{ type: 'host', host: 'web-03', outcome: 'done', attempt: 1, outMs: 4213 }, 'web-03 done; out 4.2 s'],
    [
      { type: 'host', host: 'web-03', outcome: 'left-out', attempt: 1, reason: 'ill' },
      'web-03 left out of service: ill',
    ],
    [{ type: 'host', host: 'web-03', outcome: 'skipped', attempt: 1 }, 'web-03 skipped'],
    [{ type: 'host', host: 'web-03', outcome: 'active', attempt: 1 }, undefined],
    [{ type: 'note', host: 'web-03', text: 'web-03: \u001b[31mred\u001b[0m\nalert' }, 'web-03: red alert'],
    [{ type: 'lock', person: 'ann', action: 'locked', reason: 'move' }, 'locked by ann: move'],
    [
      { type: 'freeze', person: 'ann', action: 'frozen', all: true, reason: 'fair' },
      'all clusters frozen by ann: fair',
    ],
    [
      { type: 'weight', person: 'ann', pool: 'lb1/web', member: 'web-03', from: 10, to: 5, held: true },
      'web-03 in lb1/web: weight 10 → 5 by ann; it gets it when it is back',
    ],
    [
      {
        type: 'override',
        person: 'ann',
        host: 'web-03',
        members: [],
        reason: 'panic',
        forMs: 60_000,
        request: 'm',
      },
      'ann wants web-03 out for 1 min: panic',
    ],
    [{ type: 'override-state', state: 'out', person: 'ann' }, 'out of service by ann'],
    [{ type: 'override-wish', person: 'ann', wish: 'enable' }, 'ann: enable'],
    [
      { type: 'asked', person: 'ann', text: 'x', via: 'slack', click: true, code: 'ok', answer: 'y' },
      undefined,
    ],
  ])('%j', (body, text) => {
    expect(entryLine({ seq: 1, at: now, cluster: 'web', rollout: 'r12', body }, 'v2')?.text).toBe(text);
  });
});

test('members: weight, state, health, what is held, and pools that do not answer', () => {
  const members = [
    { name: 'web-01', weight: 100, state: 'ready' as const, health: 'up' as const, connections: 12 },
    { name: 'web-02', weight: 0, state: 'drain' as const, health: 'up' as const, detail: 'agent: down' },
  ];
  const card = membersCard(
    {
      cluster: 'web',
      pools: [
        { pool: 'lb1/web', members, held: new Map([['web-02', { saved, by: 'r12' }]]) },
        { pool: 'lb2/web', members: [], problem: 'lb2 does not answer' },
      ],
    },
    now,
  );
  expect(card).toMatchObject({ title: 'web: 1 of 2 members in service', tone: 'bad' });
  expect(card.table?.rows).toEqual([
    ['lb1/web', 'web-01', '', '100', 'ready', 'up', '12', ''],
    ['lb1/web', 'web-02', '', '0', 'drain', 'up', '', 'r12; gets back weight 50, ready; agent: down'],
  ]);
  expect(card.lines).toEqual([{ label: 'lb2/web', text: 'lb2 does not answer', tone: 'bad' }]);
});

test('history: who, what, when, how long, outcome', () => {
  const finished = { ...rollout, state: 'failed' as const, finishedAt: now, reason: 'web-03 stayed ill' };
  expect(
    historyCard({ cluster: 'web', rows: [{ rollout: finished, leftOut: ['web-03'] }] }).table?.rows,
  ).toEqual([
    [
      '2026-11-20 14:05',
      'r12 deploy web v1 → v2',
      'alice',
      'bob',
      '1 min 12 s',
      'failed: web-03 stayed ill; left out: web-03',
    ],
  ]);
  const told = { ...finished, reason: 'left out: web-03; not changed: web-04' };
  const row = historyCard({ rows: [{ rollout: told, leftOut: ['web-03'] }] }).table?.rows?.[0];
  expect(row?.at(-1)).toBe('failed: left out: web-03; not changed: web-04');
  expect(historyCard({ rows: [] })).toEqual({
    title: 'History',
    tone: 'plain',
    lines: [{ text: 'no rollout so far' }],
  });
});

test('locks and drained members', () => {
  const since = new Date(now.getTime() - 3 * 3600_000);
  expect(locksCard([], now).title).toBe('No cluster is locked');
  expect(locksCard([{ cluster: 'web', holder: 'ann', since, reason: 'move' }], now).table?.rows).toEqual([
    ['web', 'ann', '3 h', 'move'],
  ]);
  expect(drainedCard([], now).title).toBe('No member is held out of service');
  const mend = 'enable web web-03';
  const view = {
    cluster: 'web',
    ...at,
    saved,
    rollout: 'r12',
    by: 'ann',
    since,
    reason: 'ill',
    serves: false,
  };
  const card = drainedCard([{ ...view, now: 'weight 50, drain, up', mend }], now);
  const row = [
    'web-03',
    'lb1/web',
    'weight 50, ready',
    'weight 50, drain, up',
    '11:06',
    '',
    'r12 ann',
    'ill',
  ];
  expect(card.table?.rows).toEqual([row]);
  expect(card.lines).toEqual([{ label: 'give back:', text: 'enable web web-03' }]);
  expect(card.buttons).toEqual([{ label: 'Enable web web-03', command: 'enable web web-03' }]);
});

test('drained: what nobody works on is to be given back or settled, what an override has can be ended', () => {
  const view = { cluster: 'web', ...at, saved, rollout: 'r12', now: 'weight 50, drain, up', serves: false };
  const mend = 'enable web web-03';
  expect(drainedCard([view], now)).toMatchObject({ title: '1 member held out of service', lines: [] });
  expect(drainedCard([view], now).buttons).toBeUndefined();
  const back = { ...view, pool: 'lb2/web', now: 'IN SERVICE, weight 37, up: not by us', serves: true, mend };
  const both = drainedCard([{ ...view, mend }, back, { ...view, mend }], now);
  expect(both.title).toBe('2 members held out of service, 1 member in service although held');
  expect(both.lines).toEqual([{ label: 'settle:', text: `${mend} (it gets exactly what it was)` }]);
  expect(both.buttons).toHaveLength(1);
  expect(drainedCard([back], now).title).toBe('1 member in service although held');
  const taken = drainedCard([{ ...view, rollout: 'o5', ends: mend }], now);
  expect(taken.lines).toEqual([{ label: 'ends o5:', text: mend }]);
  expect(taken.buttons).toBeUndefined();
  const many = Array.from({ length: 30 }, (_, n) => ({ ...view, mend: `enable web web-${n}` }));
  expect(drainedCard(many, now).lines).toHaveLength(20);
  expect(drainedCard(many, now).buttons).toHaveLength(10);
});

test('members: what is out, and not by us, is said with what to do about it', () => {
  const member = (name: string, weight: number, state: 'ready' | 'drain') => ({
    ...{ name, weight, state, health: 'up' as const },
  });
  const pool = {
    pool: 'lb1/web',
    members: [
      member('a', 0, 'ready'),
      member('b', 10, 'drain'),
      member('c', 10, 'drain'),
      member('d', 10, 'ready'),
    ],
    ours: new Set(['c']),
  };
  const card = membersCard({ cluster: 'web', pools: [pool] }, now);
  expect(card.table?.rows.map((row) => row.at(-1))).toEqual(['out, not by us', 'out, not by us', '', '']);
  expect(card.lines).toEqual([
    {
      label: 'out, not by us:',
      text: 'nobody took it out through the bot; it is put back where it was taken out, and rollouts leave it so',
    },
  ]);
  expect(
    membersCard({ cluster: 'web', pools: [{ ...pool, ours: new Set('abc') }] }, now).lines,
  ).toBeUndefined();
});

test('status names everything that is not as it should be', () => {
  const card = statusCard([
    {
      cluster: 'web',
      hosts: 5,
      pools: [
        { pool: 'lb1/web', inService: 4, members: 5 },
        { pool: 'lb2/web', inService: 0, members: 0, problem: 'lb2 does not answer' },
      ],
      rollout: { rollout, hosts: midway },
      lock: { holder: 'r12' },
      heldOut: ['web-03'],
    },
  ]);
  expect(card).toEqual({
    title: 'web: 5 hosts',
    tone: 'bad',
    lines: [
      { label: 'web in lb1/web', text: '4 of 5 in service', tone: 'warning' },
      { label: 'web in lb2/web', text: 'lb2 does not answer', tone: 'bad' },
      {
        label: 'web',
        text: 'r12 deploy web v1 → v2 · running · 1 done · 1 at work · 1 asking · 2 to come',
        tone: 'plain',
      },
      { label: 'web', text: 'locked by r12' },
      { label: 'web', text: 'held out of service: web-03 (see: drained)', tone: 'warning' },
    ],
  });
  const well = { cluster: 'web', hosts: 1, pools: [{ pool: 'p', inService: 1, members: 1 }], heldOut: [] };
  expect(statusCard([well, { ...well, cluster: 'api' }])).toMatchObject({
    title: '2 clusters',
    tone: 'good',
  });
});

test('answers that are no result', () => {
  const problem = { text: 'There is no command “depoly”.', suggestion: 'deploy web v2', usage: 'help' };
  expect(problemCard(problem).buttons).toEqual([{ label: 'deploy web v2', command: 'deploy web v2' }]);
  expect(problemCard({ text: 'x', usage: 'pause ID' }).lines).toEqual([{ text: 'usage: pause ID' }]);
  expect(refusalCard('web is locked', 'unlock web').lines).toEqual([{ text: 'unlock web' }]);
  expect(failureCard('a\u001b[1mb').title).toBe('ab');
});

test('logs keep the last lines, and nothing that moves a cursor', () => {
  const lines = Array.from({ length: 5 }, (_, n) => ({ host: 'web-01', text: `\u001b[3${n}mline ${n}\r` }));
  expect(logsCard({ rollout: 'r12', host: 'web-01', lines, most: 2 })).toEqual({
    keeps: 'last',
    title: 'Output of r12 on web-01, the last 2 of 5 lines',
    tone: 'plain',
    lines: [
      { label: 'web-01', text: 'line 3' },
      { label: 'web-01', text: 'line 4' },
    ],
  });
  expect(logsCard({ rollout: 'r12', lines: [] }).lines).toEqual([{ text: 'nothing was printed' }]);
});
