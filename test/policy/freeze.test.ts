import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FreezeWindow, weekdays } from '../../src/model/freeze.ts';
import { freezeBefore, freezeNow } from '../../src/policy/freeze.ts';

const berlin = 'Europe/Berlin';
const window = (when: FreezeWindow['when'], more: Partial<FreezeWindow> = {}): FreezeWindow => ({
  name: 'window',
  clusters: [],
  reason: 'quiet',
  zone: berlin,
  when,
  ...more,
});
const night = window({ kind: 'weekly', days: ['fri'], from: 18 * 60, to: 8 * 60 }, { name: 'night' });
const weekend = window({ kind: 'weekly', days: ['sat', 'sun'], from: 0, to: 0 }, { name: 'weekend' });
const yearEnd = window({ kind: 'dates', from: '2026-12-23', to: '2027-01-02' }, { name: 'year-end' });
const at = (iso: string) => new Date(iso);
const now = (windows: readonly FreezeWindow[], iso: string, cluster = 'web') =>
  freezeNow(windows, [], cluster, at(iso));

describe('a freeze', () => {
  it('of a week holds over midnight, in its own time zone', () => {
    // Berlin is one hour ahead of UTC in winter.
    expect(now([night], '2026-11-20T16:59:59Z')).toBeUndefined();
    expect(now([night], '2026-11-20T17:00:00Z')).toEqual({
      by: 'night',
      reason: 'quiet',
      until: at('2026-11-21T07:00:00Z'),
    });
    expect(now([night], '2026-11-21T06:59:59Z')).toBeDefined();
    expect(now([night], '2026-11-21T07:00:00Z')).toBeUndefined();
    expect(now([night], '2026-11-21T18:00:00Z')).toBeUndefined();
  });

  it('of several days in a row ends when the last of them does', () => {
    expect(now([weekend], '2026-11-21T12:00:00Z')).toMatchObject({ until: at('2026-11-22T23:00:00Z') });
  });

  it('of dates holds from the first one’s beginning to the last one’s end', () => {
    expect(now([yearEnd], '2026-12-22T22:59:00Z')).toBeUndefined();
    expect(now([yearEnd], '2026-12-22T23:00:00Z')).toMatchObject({ until: at('2027-01-02T23:00:00Z') });
    expect(now([yearEnd], '2027-01-02T23:00:00Z')).toBeUndefined();
  });

  it('ends when the clock on the wall says so, on the days on which clocks change too', () => {
    const nights = window({ kind: 'weekly', days: ['sat'], from: 22 * 60, to: 6 * 60 });
    expect(now([nights], '2026-03-28T23:00:00Z')).toMatchObject({ until: at('2026-03-29T04:00:00Z') });
    expect(now([nights], '2026-10-24T23:00:00Z')).toMatchObject({ until: at('2026-10-25T05:00:00Z') });
  });

  it('that ends at a time which is skipped ends when the clock is set', () => {
    const early = window({ kind: 'weekly', days: ['sun'], from: 60, to: 150 });
    expect(now([early], '2026-03-29T00:30:00Z')).toMatchObject({ until: at('2026-03-29T01:00:00Z') });
  });

  it('concerns the clusters that it names, or all', () => {
    const only = { ...yearEnd, clusters: ['db'] };
    expect(now([only], '2026-12-24T12:00:00Z')).toBeUndefined();
    expect(now([only], '2026-12-24T12:00:00Z', 'db')).toBeDefined();
  });

  it('that never ends has no end', () => {
    const always = window({ kind: 'weekly', days: weekdays, from: 0, to: 1_440 });
    expect(now([always], '2026-12-24T12:00:00Z')).toEqual({ by: 'window', reason: 'quiet' });
  });

  it('by a person holds for the cluster or for all, until its end; the one that ends last is told', () => {
    const since = at('2026-11-18T09:00:00Z');
    const until = at('2026-11-18T11:00:00Z');
    const bob = { cluster: 'web', person: 'bob', reason: 'migration', since, until };
    const ann = { person: 'ann', reason: 'incident', since };
    const by = (people: Parameters<typeof freezeNow>[1], cluster: string, iso: string) =>
      freezeNow([], people, cluster, at(iso));
    expect(by([bob], 'web', '2026-11-18T10:59:59Z')).toEqual({
      by: 'bob',
      reason: 'migration',
      since,
      until,
      lifted: 'cluster',
    });
    expect(by([bob], 'web', '2026-11-18T11:00:00Z')).toBeUndefined();
    expect(by([bob], 'db', '2026-11-18T10:00:00Z')).toBeUndefined();
    expect(by([bob, ann], 'web', '2026-11-18T10:00:00Z')).toMatchObject({ by: 'ann', lifted: 'all' });
    expect(freezeNow([yearEnd], [bob], 'web', at('2026-11-18T10:00:00Z'))).toMatchObject({ by: 'bob' });
  });

  it('that begins before the end is told of, the first one first', () => {
    const ahead = (end: string, cluster = 'web') =>
      freezeBefore([weekend, night], cluster, at('2026-11-20T16:00:00Z'), at(end));
    expect(ahead('2026-11-20T17:00:00Z')).toBeUndefined();
    expect(ahead('2026-11-22T17:01:00Z')).toEqual({
      by: 'night',
      reason: 'quiet',
      begins: at('2026-11-20T17:00:00Z'),
    });
    const inIt = at('2026-11-20T17:30:00Z');
    expect(freezeBefore([night], 'web', inIt, at('2026-11-21T08:00:00Z'))).toBeUndefined();
  });
});

/** Moments around which clocks are set, by an hour or by half of one, forward or back; and one at which none is. */
const turns = [
  ['Europe/Berlin', '2026-03-29T01:00:00Z'],
  ['Europe/Berlin', '2026-10-25T01:00:00Z'],
  ['America/New_York', '2026-11-01T06:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
  // Midnight itself is skipped there.
  ['Africa/Cairo', '2026-04-23T22:00:00Z'],
  ['Asia/Kathmandu', '2026-06-10T10:00:00Z'],
] as const;

const minute = 60_000;
const dayOf = (iso: string, after: number) =>
  new Date(Date.parse(iso) + after * 24 * 60 * minute).toISOString().slice(0, 10);

const anyCase = fc.constantFrom(...turns).chain(([zone, turn]) =>
  fc.record({
    zone: fc.constant(zone),
    now: fc.integer({ min: -36 * 60, max: 12 * 60 }).map((n) => Date.parse(turn) + n * minute),
    seconds: fc.nat(59),
    when: fc.oneof(
      fc.record({
        kind: fc.constant('weekly' as const),
        days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1, maxLength: 4 }),
        from: fc.integer({ min: 0, max: 1_439 }),
        to: fc.integer({ min: 0, max: 1_440 }),
      }),
      fc.tuple(fc.integer({ min: -3, max: 3 }), fc.nat(3)).map(([from, more]) => ({
        kind: 'dates' as const,
        from: dayOf(turn, from),
        to: dayOf(turn, from + more),
      })),
    ),
  }),
);

/** The same by looking at the clock in every minute. */
function naive({ zone, when }: { zone: string; when: FreezeWindow['when'] }) {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  const before = {
    mon: 'sun',
    tue: 'mon',
    wed: 'tue',
    thu: 'wed',
    fri: 'thu',
    sat: 'fri',
    sun: 'sat',
  } as const;
  return (time: number): boolean => {
    const part = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
    const date = `${part.year}-${part.month?.padStart(2, '0')}-${part.day?.padStart(2, '0')}`;
    if (when.kind === 'dates') return date >= when.from && date <= when.to;
    const minutes = Number(part.hour) * 60 + Number(part.minute);
    const today = weekdays.find((name) => name === part.weekday?.toLowerCase());
    if (today === undefined) throw new Error(`no weekday: ${part.weekday}`);
    const { days, from, to } = when;
    if (to > from) return days.includes(today) && minutes >= from && minutes < to;
    return (days.includes(today) && minutes >= from) || (days.includes(before[today]) && minutes < to);
  };
}

it('holds, and ends or begins, at the very minute at which a clock on the wall says so, in every zone', () => {
  fc.assert(
    fc.property(anyCase, ({ zone, now: time, seconds, when }) => {
      const windows = [window(when, { zone })];
      const holds = naive({ zone, when });
      const moment = new Date(time + seconds * 1_000);
      const horizon = time + 40 * 60 * minute;
      let change = time + minute;
      while (change < horizon && holds(change) === holds(time)) change += minute;
      const found = freezeNow(windows, [], 'web', moment);
      expect(found !== undefined).toBe(holds(time));
      if (change >= horizon) return;
      const begins = freezeBefore(windows, 'web', moment, new Date(horizon))?.begins;
      expect(found ? found.until : begins).toEqual(new Date(change));
    }),
    { numRuns: 100 },
  );
});
