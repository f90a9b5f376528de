import { describe, expect, test } from 'vitest';
import type { HostStatus, RolloutState } from '../../src/model/rollout.ts';
import { rolloutCard } from '../../src/report/rollout-card.ts';
import { host, midway, now, plan, rollout } from './sample.ts';

const failed = {
  host: 'web-03',
  text: 'deploy exited 1',
  answers: ['retry', 'skip', 'rollback', 'abort'] as const,
};
const commands = (card: ReturnType<typeof rolloutCard>) =>
  card.buttons?.map(({ label, command }) => [label, command]);

describe('while it runs', () => {
  const card = rolloutCard(rollout, midway, { now });

  test('says what, where and by whom', () => {
    expect(card.title).toBe('r12 deploy web v1 → v2 · running');
    expect(card.fields).toEqual([
      { name: 'batch', value: '2 of 3' },
      { name: 'elapsed', value: '1 min 12 s' },
      { name: 'by', value: 'alice' },
      { name: 'approved by', value: 'bob' },
    ]);
  });

  test('a line per host', () => {
    expect(card.lines).toEqual([
      { label: 'web-01', text: 'done, on v2, out 4.2 s', tone: 'good' },
      { label: 'web-02', text: 'deploying v2 (attempt 2)' },
      { label: 'web-03', text: 'needs an answer', tone: 'warning' },
      { label: 'web-04', text: 'to come' },
      { label: 'web-05', text: 'to come' },
    ]);
  });

  test('progress counts the steps behind each host', () => {
    expect(card.progress).toBeCloseTo((1 + 3 / 7 + 3 / 7) / 5);
    expect(
      rolloutCard(
        rollout,
        midway.map((each) => host(each.host)),
        { now },
      ).progress,
    ).toBe(0);
  });

  test.each<[RolloutState, (string | undefined)[]]>([
    ['queued', ['abort r12']],
    ['running', ['pause r12', 'abort r12']],
    ['paused', ['resume r12', 'rollback r12', 'abort r12']],
    ['aborting', []],
    ['succeeded', []],
    ['dropped', []],
    ['failed', ['rollback r12']],
    ['aborted', ['rollback r12']],
  ])('buttons that fit: %s', (state, expected) => {
    const buttons = rolloutCard({ ...rollout, state }, midway, { now }).buttons ?? [];
    expect(buttons.map(({ command }) => command)).toEqual(expected);
  });

  test('the canary is named, and the batch is the first with work left', () => {
    const fresh = midway.map((each) => host(each.host));
    expect(rolloutCard(rollout, fresh, { now }).fields?.[0]?.value).toBe('1 of 3, canary');
  });
});

describe('questions', () => {
  test('one: its text first, its answers as buttons', () => {
    const card = rolloutCard({ ...rollout, state: 'waiting' }, midway, { now, question: failed });
    expect(card.lines?.[0]).toEqual({ text: 'web-03: deploy exited 1', tone: 'warning' });
    expect(commands(card)).toEqual([
      ['Retry', 'retry r12 web-03'],
      ['Skip', 'skip r12 web-03'],
      ['Roll back', 'rollback r12'],
      ['Abort', 'abort r12'],
    ]);
  });

  test('none is open where the rollout is being aborted, also while its host still has it', () => {
    const card = rolloutCard({ ...rollout, state: 'aborting' }, midway, { now, question: failed });
    expect(card.buttons).toBeUndefined();
    expect(card.lines).toContainEqual({ label: 'web-03', text: 'at work' });
    expect(card.lines?.map(({ text }) => text).join()).not.toMatch(/needs an answer|exited 1/u);
  });

  test('several: labels name their host, and what answers all comes once', () => {
    const other = { ...failed, host: 'web-04', text: 'unreachable' };
    const card = rolloutCard({ ...rollout, state: 'waiting' }, midway, { now, question: [failed, other] });
    expect(commands(card)).toEqual([
      ['Retry web-03', 'retry r12 web-03'],
      ['Skip web-03', 'skip r12 web-03'],
      ['Retry web-04', 'retry r12 web-04'],
      ['Skip web-04', 'skip r12 web-04'],
      ['Roll back', 'rollback r12'],
      ['Abort', 'abort r12'],
    ]);
  });

  test('about no host: proceed is a promote, and there is nothing to skip', () => {
    const question = { text: 'Promote the canary?', answers: ['promote', 'skip', 'abort'] as const };
    expect(commands(rolloutCard({ ...rollout, state: 'waiting' }, midway, { now, question }))).toEqual([
      ['Proceed', 'promote r12'],
      ['Abort', 'abort r12'],
    ]);
  });
});

describe('many hosts', () => {
  const many = (outcomes: readonly HostStatus['outcome'][]) =>
    outcomes.map((outcome, at) =>
      host(`h${at}`, { outcome, ...(outcome === 'left-out' && { reason: 'disk full' }) }),
    );

  test('fold to counts and those that somebody must know about', () => {
    const hosts = many([
      ...Array(30).fill('done'),
      'active',
      'left-out',
      'asking',
      ...Array(7).fill('pending'),
    ]);
    expect(rolloutCard(rollout, hosts, { now }).lines).toEqual([
      { text: '30 done · 1 at work · 1 asking · 7 to come · 1 left out' },
      { label: 'h31', text: 'left out of service: disk full', tone: 'bad' },
      { label: 'h32', text: 'needs an answer', tone: 'warning' },
      { label: 'h30', text: 'at work' },
    ]);
  });

  test('nobody who is left out is folded away, however many', () => {
    const lines =
      rolloutCard({ ...rollout, state: 'failed' }, many(Array(300).fill('left-out')), { now }).lines ?? [];
    const named = new Set(lines.map(({ label }) => label));
    expect(Array.from({ length: 300 }, (_, at) => `h${at}`).every((name) => named.has(name))).toBe(true);
  });
});

describe('at its end', () => {
  const finished = { ...rollout, finishedAt: now };

  test('who is out and why comes first, with what to type', () => {
    const hosts = [
      host('web-01', { outcome: 'done', outMs: 4213 }),
      host('web-02', { outcome: 'skipped', reason: 'by bob' }),
      host('web-03', { outcome: 'left-out', reason: 'deploy exited 1' }),
      host('web-04'),
    ];
    const card = rolloutCard({ ...finished, state: 'aborted', reason: 'aborted by bob' }, hosts, { now });
    expect(card.tone).toBe('bad');
    expect(card.fields?.[0]).toEqual({ name: 'took', value: '1 min 12 s' });
    expect(card.lines).toEqual([
      { text: 'aborted by bob', tone: 'warning' },
      { label: 'web-03', text: 'left out of service: deploy exited 1', tone: 'bad' },
      { text: 'to see why, then to give it back: logs r12 web-03 · enable web web-03' },
      { label: 'web-02', text: 'skipped: by bob', tone: 'warning' },
      { text: 'not reached: web-04', tone: 'warning' },
      { label: 'web-01', text: 'done, on v2, out 4.2 s', tone: 'good' },
    ]);
  });

  test('who was left out then and is back by now is not told as still out', () => {
    const reason = 'left out: web-01, web-02; not changed: web-03';
    const first = (...outcomes: readonly HostStatus['outcome'][]) => {
      const hosts = outcomes.map((outcome, i) => host(`web-0${i + 1}`, { outcome }));
      return rolloutCard({ ...finished, state: 'aborted', reason }, hosts, { now }).lines?.[0]?.text;
    };
    expect(first('left-out', 'left-out', 'skipped')).toBe(reason);
    expect(first('returned', 'left-out', 'skipped')).toBe(`when it ended: ${reason}`);
    expect(first('done', 'returned', 'skipped')).toBe(`when it ended: ${reason}`);
  });

  test.each<[string, HostStatus['outcome'], string]>([
    ['all done', 'done', 'good'],
    ['one skipped', 'skipped', 'warning'],
    ['one left out', 'left-out', 'bad'],
  ])('succeeded with %s', (_, outcome, tone) => {
    const hosts = [host('web-01', { outcome: 'done' }), host('web-02', { outcome })];
    expect(rolloutCard({ ...finished, state: 'succeeded' }, hosts, { now }).tone).toBe(tone);
  });
});

test('what hosts and people say cannot reach a terminal as control characters', () => {
  const nasty = '\u001b]0;owned\u0007\u001b[2J\rboom\u202e';
  const hosts = [host('web-01', { outcome: 'left-out', reason: nasty })];
  const cards = (['running', 'failed', 'awaiting-approval'] as const).map((state) =>
    rolloutCard(
      {
        ...rollout,
        state,
        reason: nasty,
        requester: nasty,
        release: nasty,
        approvers: [nasty],
        plan: { ...plan, warnings: [nasty] },
      },
      hosts,
      { now, question: { text: nasty, answers: ['abort'] } },
    ),
  );
  expect(JSON.stringify(cards)).toContain('boom');
  expect(JSON.stringify(cards)).not.toMatch(/\\u001b|\\u0007|\\r|\u202e|owned|2J/u);
});
