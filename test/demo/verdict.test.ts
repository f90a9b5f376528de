import { describe, expect, it } from 'vitest';
import { summary } from '../../demo/summary.ts';
import { type Evidence, judge } from '../../demo/verdict.ts';

const pool = (weight: number) => [{ name: 'web-01', weight, state: 'ready', running: true }];
const good: Evidence = {
  release: 'v2',
  traffic: {
    sent: 30,
    dropped: 0,
    byVersion: new Map([
      ['v2', 20],
      ['v1', 10],
    ]),
    byStatus: new Map([['200', 30]]),
    seconds: [
      { sent: 10, dropped: 0, byVersion: new Map([['v1', 10]]) },
      { sent: 20, dropped: 0, byVersion: new Map([['v2', 20]]) },
    ],
  },
  pool: { outMs: new Map([['web-01', 1234]]), mostOut: 1, failures: [] },
  before: pool(50),
  after: pool(50),
  hosts: [{ name: 'web-01', health: 'v2 healthy', deploys: ['v2'] }],
  clientExit: 0,
  notes: ['SIGKILL to the bot'],
};
const last = (evidence: Evidence): string | undefined => summary(evidence, judge(evidence)).at(-1);
const wrong = (evidence: Evidence): readonly string[] =>
  judge(evidence).flatMap(({ text, passed }) => (passed ? [] : [text]));

describe('the demo’s verdict', () => {
  it('passes where everything was seen as promised', () => {
    expect(wrong(good)).toEqual([]);
    expect(last(good)).toBe('PASS');
  });

  it.each([
    ['a dropped request', { traffic: { ...good.traffic, dropped: 1 } }, /dropped/],
    ['no traffic at all', { traffic: { ...good.traffic, sent: 0 } }, /dropped/],
    [
      'an app on the old release',
      { hosts: [{ name: 'web-01', health: 'v1 healthy', deploys: ['v2'] }] },
      /serve v2/,
    ],
    [
      'a second deploy',
      { hosts: [{ name: 'web-01', health: 'v2 healthy', deploys: ['v2', 'v2'] }] },
      /exactly once/,
    ],
    ['another weight', { after: pool(49) }, /weights and states/],
    [
      'another state',
      { after: [{ name: 'web-01', weight: 50, state: 'drain', running: true }] },
      /weights and states/,
    ],
    [
      'a server that is down',
      { after: [{ name: 'web-01', weight: 50, state: 'ready', running: false }] },
      /weights/,
    ],
    ['an empty pool', { before: [], after: [] }, /weights and states/],
    ['two out at once', { pool: { ...good.pool, mostOut: 2 } }, /at once/],
    ['nobody taken out', { pool: { ...good.pool, mostOut: 0 } }, /at once/],
    ['a look that failed', { pool: { ...good.pool, failures: ['ENOENT'] } }, /watched/],
    ['a client that failed', { clientExit: 1 }, /client/],
  ] as const)('fails on %s', (_, change, told) => {
    const evidence: Evidence = { ...good, ...change };
    expect(wrong(evidence)).toEqual([expect.stringMatching(told)]);
    expect(last(evidence)).toBe('FAIL');
  });

  it('shows what a sceptic wants', () => {
    const text = summary(good, judge(good)).join('\n');
    expect(text).toContain('*** SIGKILL to the bot ***');
    expect(text).toContain('30 sent, 0 dropped (200: 30)');
    expect(text).toMatch(/v1 +10 {2}\|█ \|\n +v2 +20 {2}\| █\|/);
    expect(text).toMatch(/web-01 +50 ready +50 ready +1\.2 s +v2 healthy +v2/);
  });
});
