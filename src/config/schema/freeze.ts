import { z } from 'zod';
import { type Weekday, weekdays } from '../../model/freeze.ts';
import { kept } from '../../text/say.ts';
import { didYouMean, nearest } from '../nearest.ts';
import { isRecord, keys, list, named, text } from './leaf.ts';
import { oneOrMany, only, plainName, whenMapping } from './special.ts';
import { dates, timeOfDay } from './time.ts';

const dayNames = weekdays.join('|');

/** `sat`, or `mon-fri`; a range may go over the end of the week (`fri-mon`). */
const day = text(
  kept`must be a weekday from \`mon\` to \`sun\`, or a range of them such as \`mon-fri\``,
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

const days = oneOrMany(day, kept`a weekday`).transform((lists) =>
  weekdays.filter((name) => lists.flat().includes(name)),
);

const aZone = kept`must be a time zone such as \`Europe/Berlin\` or \`UTC\``;

const zone = z
  .string({ error: aZone })
  .superRefine((value, context) => {
    if (isZone(value)) return;
    const near = nearest(value, Intl.supportedValuesOf('timeZone'));
    context.addIssue(near === undefined ? aZone : aZone + didYouMean(near));
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
    .describe(
      kept`Weekdays on which it begins: \`mon\` to \`sun\`, or ranges such as \`mon-fri\`; one or a list.`,
    ),
  from: timeOfDay('00:00', '23:59')
    .optional()
    .meta({ 'x-default': '`00:00`', 'x-unless': ['dates'] })
    .describe(kept`With \`days\`: the time of day at which it begins.`),
  to: timeOfDay('00:00', '24:00')
    .optional()
    .meta({ 'x-default': '`24:00`', 'x-unless': ['dates'] })
    .describe(
      kept`With \`days\`: the time of day at which it ends; where that is not after \`from\`, on the day after.`,
    ),
  dates: dates
    .optional()
    .describe(
      kept`Instead of \`days\`: whole days, \`2026-12-23..2027-01-02\` (both included) or one of them.`,
    ),
  zone: zone.describe(kept`The time zone in which its days and times are read, such as \`Europe/Berlin\`.`),
  clusters: list(
    text(kept`must be a cluster's name`),
    kept`must be a list of clusters`,
    kept`must name at least one of its clusters`,
  )
    .optional()
    .meta({ 'x-default': kept`all` })
    .describe(kept`The clusters that are frozen.`),
  reason: text(kept`must be text`).describe(kept`Why nothing is rolled then; whoever is refused is told.`),
})
  .superRefine(only('exactlyOne', ['days', 'dates']), whenMapping)
  .superRefine((given, context) => {
    if (!isRecord(given) || !('dates' in given) || 'days' in given) return;
    for (const key of ['from', 'to'].filter((name) => name in given))
      context.addIssue(kept`has a \`${key}\`, which goes with \`days\`; \`dates\` are whole days`);
  }, whenMapping);

export const freezes = named(freeze, plainName)
  .optional()
  .describe(kept`Times in which nothing is rolled, by names of your own choice.`);

export type FreezeInput = z.output<typeof freeze>;
