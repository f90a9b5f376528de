import { z } from 'zod';
import { type Weekday, weekdays } from '../../model/freeze.ts';
import { nearest } from '../nearest.ts';
import { isRecord, keys, list, named, text } from './leaf.ts';
import { oneOrMany, only, plainName, whenMapping } from './special.ts';
import { dates, timeOfDay } from './time.ts';

const dayNames = weekdays.join('|');

/** `sat`, or `mon-fri`; a range may go over the end of the week (`fri-mon`). */
const day = text(
  'a weekday from `mon` to `sun`, or a range of them such as `mon-fri`',
  new RegExp(`^(${dayNames})(-(${dayNames}))?$`),
)
  .transform(daysIn)
  .meta({ 'x-type': 'weekday' });

function daysIn(written: string): Weekday[] {
  const [first = '', last = first] = written.split('-');
  const names: readonly string[] = weekdays;
  const from = names.indexOf(first);
  const more = (names.indexOf(last) - from + weekdays.length) % weekdays.length;
  return [...weekdays, ...weekdays].slice(from, from + more + 1);
}

const days = oneOrMany(day, 'a weekday').transform((lists) =>
  weekdays.filter((name) => lists.flat().includes(name)),
);

const aZone = 'a time zone such as `Europe/Berlin` or `UTC`';

const zone = z
  .string({ error: `must be ${aZone}` })
  .superRefine((value, context) => {
    if (isZone(value)) return;
    const near = nearest(value, Intl.supportedValuesOf('timeZone'));
    context.addIssue(`must be ${aZone}${near === undefined ? '' : `; did you mean \`${near}\`?`}`);
  })
  .meta({ 'x-type': 'time zone' });

/** Offsets (`+01:00`) are none: they do not know of summer time. */
function isZone(value: string): boolean {
  try {
    return /^[A-Za-z]/.test(value) && new Intl.DateTimeFormat('en', { timeZone: value }) !== undefined;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const freeze = keys({
  days: days
    .optional()
    .describe('Weekdays on which it begins: `mon` to `sun`, or ranges such as `mon-fri`; one or a list.'),
  from: timeOfDay('00:00', '23:59')
    .optional()
    .meta({ 'x-default': '`00:00`', 'x-unless': ['dates'] })
    .describe('With `days`: the time of day at which it begins.'),
  to: timeOfDay('00:00', '24:00')
    .optional()
    .meta({ 'x-default': '`24:00`', 'x-unless': ['dates'] })
    .describe(
      'With `days`: the time of day at which it ends; where that is not after `from`, on the day after.',
    ),
  dates: dates
    .optional()
    .describe('Instead of `days`: whole days, `2026-12-23..2027-01-02` (both included) or one of them.'),
  zone: zone.describe('The time zone in which its days and times are read, such as `Europe/Berlin`.'),
  clusters: list(text("a cluster's name"), 'clusters')
    .optional()
    .meta({ 'x-default': 'all' })
    .describe('The clusters that are frozen.'),
  reason: text('text').describe('Why nothing is rolled then; whoever is refused is told.'),
})
  .superRefine(only('exactly one', ['days', 'dates']), whenMapping)
  .superRefine((given, context) => {
    if (!isRecord(given) || !('dates' in given) || 'days' in given) return;
    for (const key of ['from', 'to'].filter((name) => name in given))
      context.addIssue(`has a \`${key}\`, which goes with \`days\`; \`dates\` are whole days`);
  }, whenMapping);

export const freezes = named(freeze, plainName)
  .optional()
  .describe('Times in which nothing is rolled, by names of your own choice.');

export type FreezeInput = z.output<typeof freeze>;
