import { z } from 'zod';
import { kept } from '../../text/say.ts';

/** Days and times of day, as people write them. */

/** `18:00` as minutes after midnight. @param latest `24:00` is the day's end */
export function timeOfDay(earliest: '00:00', latest: '23:59' | '24:00') {
  const message = {
    error: kept`must be a time of day such as \`18:00\`, in quotes, from ${earliest} to ${latest}`,
  };
  const times = latest === '24:00' ? /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/ : /^([01]\d|2[0-3]):[0-5]\d$/;
  return z
    .string(message)
    .regex(times, message)
    .transform((value) => Number(value.slice(0, 2)) * 60 + Number(value.slice(3)))
    .meta({ 'x-type': 'time of day' });
}

const told = kept`must be days such as \`2026-12-23..2027-01-02\`, or one such as \`2026-12-24\``;

/** `2026-12-23..2027-01-02`, both included, or one day. */
export const dates = z
  .string({ error: told })
  .regex(/^\d{4}-\d\d-\d\d(\.\.\d{4}-\d\d-\d\d)?$/, { error: told, abort: true })
  .transform((value, context) => {
    const [from = '', to = from] = value.split('..');
    if (!isDay(from) || !isDay(to)) context.addIssue(kept`has a day that is in no calendar`);
    else if (to < from) context.addIssue(kept`ends before it begins`);
    return { from, to };
  })
  .meta({ 'x-type': 'dates' });

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
