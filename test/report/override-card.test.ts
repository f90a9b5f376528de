import { describe, expect, it } from 'vitest';
import type { Override } from '../../src/model/override.ts';
import { outText, overrideCard } from '../../src/report/override-card.ts';

const createdAt = new Date(2026, 10, 20, 14, 5);
const now = new Date(2026, 10, 20, 14, 10);
const override: Override = {
  id: 'o5',
  cluster: 'web',
  host: 'web-03',
  members: [
    {
      pool: 'lb1/web',
      member: 'web-03',
      now: { weight: 10, state: 'ready' },
      leaves: { inService: 4, members: 5, minInService: 3 },
    },
  ],
  requester: 'alice',
  reason: 'kernel \u202epanic\n<!channel>',
  forMs: 30 * 60_000,
  state: 'awaiting-approval',
  createdAt,
};
const held = [{ pool: 'lb1/web', member: 'web-03', saved: { weight: 10, state: 'ready' as const } }];
const until = new Date(2026, 10, 20, 14, 35);

describe('the card of an override', () => {
  it('says before the click what goes out, what is left, for how long and why, on one line each', () => {
    const card = overrideCard({ override, now });
    expect(card.title).toBe('o5 web-03 of web · awaiting confirmation');
    expect(card.lines).toEqual([
      { label: 'lb1/web', text: 'weight 10, ready; leaves 4 of 5 in service (at least 3 wanted)' },
    ]);
    expect(card.fields).toEqual([
      { name: 'why', value: 'kernel panic <!channel>' },
      { name: 'by', value: 'alice' },
      { name: 'until', value: '30 min from when it is out' },
    ]);
    expect(card.buttons).toEqual([
      { label: 'Take it out', command: 'approve o5', style: 'danger' },
      { label: 'Leave it', command: 'reject o5' },
    ]);
  });

  it('says while it is out what is kept, and offers to extend and to enable', () => {
    const out: Override = { ...override, state: 'out', outAt: createdAt, until, approver: 'bob' };
    const card = overrideCard({ override: out, held, now });
    expect(card.fields).toEqual([
      { name: 'why', value: 'kernel panic <!channel>' },
      { name: 'by', value: 'alice' },
      { name: 'confirmed by', value: 'bob' },
      { name: 'until', value: '14:35' },
      { name: 'out since', value: '14:05' },
    ]);
    expect(card.lines).toEqual([{ label: 'lb1/web', text: 'weight 10, ready kept' }]);
    expect(card.buttons?.map(({ command }) => command)).toEqual(['extend o5 30m', 'enable web web-03']);
    expect(outText({ override: out, held, now })).toBe(
      'web-03 is out of lb1/web (weight 10 kept) until 14:35',
    );
  });

  it('asks before it gives back what is not verified, and has no button when it is over', () => {
    const asking = overrideCard({ override: { ...override, state: 'asking', note: 'status 500' }, now });
    expect(asking.lines?.at(-1)).toEqual({ text: 'status 500', tone: 'warning' });
    expect(asking.buttons?.map(({ label, confirm }) => [label, confirm !== undefined])).toEqual([
      ['Try again', false],
      ['Extend 30m', false],
      ['Enable anyway', true],
    ]);
    expect(overrideCard({ override: { ...override, state: 'ended' }, now }).buttons).toBeUndefined();
  });
});
