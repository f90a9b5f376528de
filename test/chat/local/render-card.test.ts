import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columns, cut, wrap } from '../../../src/chat/columns/columns.ts';
import { renderCard } from '../../../src/chat/local/render-card.ts';
import { rolloutCard } from '../../../src/report/rollout-card.ts';
import { midway, now, rollout } from '../../report/sample.ts';

const text = (...args: Parameters<typeof renderCard>) => `\n${renderCard(...args).join('\n')}\n`;
const question = {
  host: 'web-03',
  text: 'deploy exited 1',
  answers: ['retry', 'skip', 'rollback', 'abort'] as const,
};

describe('golden', () => {
  test('a plan', () => {
    expect(
      text(rolloutCard({ ...rollout, state: 'awaiting-approval', approvers: [] }, [], { now }), {
        width: 80,
        colour: false,
      }),
    ).toBe(`
! r12 deploy web v1 → v2 · awaiting approval
  plan 5 hosts in 3 batches   by alice
  batch    host    release  member   now
  canary   web-01  v1 → v2  lb1/web  weight 100, ready
  batch 1  web-02  v1 → v2  lb1/web  weight 50, ready
           web-03  v1 → v2  lb1/web  weight 10, ready
  batch 2  web-04  v1 → v2  lb1/web  weight 1, ready
           web-05  v1 → v2  lb1/web  weight 256, ready
  · lb1/web  never fewer than 3 of 5 in service (at least 3 wanted)
  ! web-04 is in maint and stays so
  [Approve] [Reject]
`);
  });

  test('in the middle, with a question', () => {
    expect(
      text(rolloutCard({ ...rollout, state: 'waiting' }, midway, { now, question }), {
        width: 80,
        colour: false,
      }),
    ).toBe(`
! r12 deploy web v1 → v2 · waiting for an answer
  ━━━━━━━━━━━━━━━─────────────────────────── ${' '} 37%
  batch 2 of 3   elapsed 1 min 12 s   by alice   approved by bob
  ! web-03: deploy exited 1
  ✓ web-01  done, on v2, out 4.2 s
  · web-02  deploying v2 (attempt 2)
  ! web-03  needs an answer
  · web-04  to come
  · web-05  to come
  [Retry] [Skip] [Roll back] [Abort]
`);
  });

  test('narrow: fields, texts and tables wrap, nothing is lost', () => {
    expect(
      text(rolloutCard({ ...rollout, state: 'waiting' }, midway.slice(0, 3), { now, question }), {
        width: 30,
        colour: false,
      }),
    ).toBe(`
! r12 deploy web v1 → v2 ·
  waiting for an answer
  ━━━━━━━━━━━━━─────────   61%
  batch 2 of 3
  elapsed 1 min 12 s
  by alice   approved by bob
  ! web-03: deploy exited 1
  ✓ web-01  done, on v2, out
            4.2 s
  · web-02  deploying v2
            (attempt 2)
  ! web-03  needs an answer
  [Retry] [Skip] [Roll back]
  [Abort]
`);
  });

  test('wide characters take two columns', () => {
    const table = {
      head: ['集群', 'n'],
      rows: [
        ['数据库', '9'],
        ['web', '12'],
      ],
    };
    expect(text({ title: '部署', tone: 'good', table }, { width: 40, colour: false })).toBe(`
✓ 部署
  集群     n
  数据库   9
  web     12
`);
  });

  test('colour', () => {
    const card = {
      title: 'done',
      tone: 'good',
      lines: [{ label: 'web-01', text: 'ill', tone: 'bad' }],
      buttons: [{ label: 'Abort', command: 'abort r1', style: 'danger' }],
    } as const;
    expect(renderCard(card, { width: 40, colour: true })).toEqual([
      '\u001b[32m✓ \u001b[1mdone\u001b[22m\u001b[39m',
      '  \u001b[31m✗\u001b[39m web-01  \u001b[31mill\u001b[39m',
      '  \u001b[31m[Abort]\u001b[39m',
    ]);
  });
});

const words = fc.string({
  unit: fc.constantFrom('a', ' ', '数', '👩', '\u001b', '\u001b[2J', '\n', 'ｗ', '-'),
  maxLength: 120,
});
const card = fc.record(
  {
    title: words,
    tone: fc.constantFrom('plain' as const, 'good' as const, 'warning' as const, 'bad' as const),
    fields: fc.array(fc.record({ name: fc.constantFrom('by', 'approved by'), value: words }), {
      maxLength: 3,
    }),
    lines: fc.array(fc.record({ label: words, text: words }, { requiredKeys: ['text'] }), { maxLength: 4 }),
    table: fc.record({
      head: fc.constant(['one', 'two', 'three']),
      rows: fc.array(fc.array(words, { maxLength: 3 }), { maxLength: 4 }),
    }),
    progress: fc.double({ min: 0, max: 1, noNaN: true }),
    buttons: fc.array(fc.record({ label: words, command: words }), { maxLength: 4 }),
  },
  { requiredKeys: ['title', 'tone'] },
);

test('no line is ever wider than the terminal, nor moves its cursor', () => {
  fc.assert(
    fc.property(card, fc.integer({ min: 24, max: 120 }), (any, width) => {
      for (const line of renderCard(any, { width, colour: false })) {
        expect(line).not.toMatch(/\p{Cc}/u);
        expect(columns(line)).toBeLessThanOrEqual(width);
      }
    }),
    { numRuns: 1000 },
  );
});

test('wrapping loses no character', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', ' ', '数', 'b') }),
      fc.integer({ min: 2, max: 20 }),
      (any, width) => {
        expect(wrap(any, width).join('').replaceAll(' ', '')).toBe(any.replaceAll(' ', ''));
        expect(wrap(any, width).every((line) => columns(line) <= width)).toBe(true);
        expect(columns(cut(any, width))).toBeLessThanOrEqual(width);
      },
    ),
  );
});

test.each([
  ['abc', 3],
  ['数据', 4],
  ['e\u0301', 1],
  ['👩', 2],
  ['→·━✓', 4],
])('%s takes %i columns', (any, width) => {
  expect(columns(any)).toBe(width);
});
