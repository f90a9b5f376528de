import { z } from 'zod';
import { parseAmount } from '../../model/amount.ts';
import { languages } from '../../text/language.ts';
import { kept } from '../../text/say.ts';
import { suggestion } from '../nearest.ts';

/**
 * The kinds of values that the file's keys take. A message is the second half of "KEY must be …"; `{got}` in it is
 * replaced by what the file says. `x-` entries in `meta` reach the JSON Schema, and from there the reference.
 */
export const got = ', not {got}';

const says = (message: string): { error: string } => ({ error: message });

/** A mapping with exactly these keys; each unknown one is told with the nearest right one, a line each. */
export function keys<S extends z.core.$ZodLooseShape>(shape: S) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => unknownKey(key, known)).join('\n')
        : kept`must be a mapping with the keys ${known.map((key) => `\`${key}\``).join(', ')}`,
  });
}

/** In one line, whatever the key is: a brace that is missing makes keys of whole lines. */
function unknownKey(key: string, known: readonly string[]): string {
  const line = key.replace(/\s+/g, ' ');
  return kept`unknown key \`${line.length > 80 ? `${line.slice(0, 80)}…` : line}\`` + suggestion(key, known);
}

/** A mapping from names to values; a bad name is told at its key, and does not hide what is wrong under it. */
export function named<T extends z.ZodType>(
  value: T,
  rule: { pattern: RegExp; hint: string; atLeast?: number },
) {
  return z
    .record(z.string(), value, says(kept`must be a mapping from names to what they stand for`))
    .superRefine(
      (record, context) => {
        const names = Object.keys(record);
        if (names.length < (rule.atLeast ?? 0))
          context.addIssue(kept`must name at least ${rule.atLeast ?? 0}`);
        for (const name of names.filter((candidate) => !rule.pattern.test(candidate)))
          context.addIssue({ code: 'custom', path: [name], params: { key: true }, message: rule.hint });
      },
      { when: (payload) => isRecord(payload.value) },
    )
    .meta({
      propertyNames: { pattern: rule.pattern.source },
      ...(rule.atLeast ? { minProperties: rule.atLeast } : {}),
    });
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Text that fits a pattern. @param message "must be …", kept */
export const text = (message: string, pattern = /\S/) =>
  z.string(says(message)).regex(pattern, says(message));

/** @param shape "must be a list of …" @param none "must name at least one …"; both kept */
export const list = <T extends z.ZodType>(item: T, shape: string, none: string) =>
  z.array(item, says(shape)).min(1, says(none));

export function whole(least: number, most: number, what: string) {
  const message = says(kept`must be ${what}, a whole number from ${least} to ${most}` + got);
  const range = z.int(message).min(least, message).max(most, message);
  return z
    .union([range, z.string(message).regex(/^\d{1,9}$/, message)], message)
    .transform(Number)
    .pipe(range)
    .meta({ 'x-type': `number ${least}–${most}` });
}

export function flag() {
  const message = says(kept`must be \`true\` or \`false\`` + got);
  return z
    .union([z.boolean(message), z.string(message).regex(/^(true|false)$/, message)], message)
    .transform((value) => value === true || value === 'true')
    .meta({ 'x-type': '`true` or `false`' });
}

export function choice<const T extends readonly [string, ...string[]]>(values: T) {
  const told = values.map((value) => `\`${value}\``).join(' or ');
  return z.enum(values, says(kept`must be \`${values.join('` or `')}\`` + got)).meta({ 'x-type': told });
}

/** One of the languages that the bot speaks. */
export const language = () => choice(languages);

const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

const durationMs = (value: string): number => {
  const match = /^(\d+)(ms|s|m|h|d)$/.exec(value);
  return Number(match?.[1] ?? 0) * (unitMs[match?.[2] ?? 'ms'] ?? 1);
};

/** Timers cannot wait longer than 2^31 - 1 ms, which is 24.8 days. */
const longest = { ms: durationMs('24d'), text: '24d' };

/** `500ms`, `30s`, `5m`, `2h`, `1d` as milliseconds. @param zero whether 0 makes sense here */
export function duration(zero: 'zeroAllowed' | 'aboveZero' = 'aboveZero') {
  const told =
    zero === 'zeroAllowed'
      ? kept`must be a duration such as \`500ms\`, \`30s\`, \`5m\`, \`2h\` or \`1d\` (up to ${longest.text})`
      : kept`must be a duration such as \`500ms\`, \`30s\`, \`5m\`, \`2h\` or \`1d\` (above 0, up to ${longest.text})`;
  const message = says(told + got);
  const written = z.string(message).regex(/^(0|\d{1,9}(ms|s|m|h|d))$/, message);
  const input = zero === 'zeroAllowed' ? z.union([z.literal(0, message), written], message) : written;
  return input
    .transform((value) => durationMs(String(value)))
    .pipe(
      z
        .int()
        .min(zero === 'zeroAllowed' ? 0 : 1, message)
        .max(longest.ms, message),
    )
    .meta({ 'x-type': zero === 'zeroAllowed' ? 'duration or 0' : 'duration' }); // not shown
}

/** `3` or `25%`. */
export function amount(least: 0 | 1, what: string) {
  const message = says(kept`must be ${what}: a number of hosts (3) or a share of them (25%)` + got);
  const written = least === 0 ? /^(\d{1,6}|(100|\d{1,2})%)$/ : /^(?!0+%?$)(\d{1,6}|(100|\d{1,2})%)$/;
  return z
    .union(
      [z.int(message).min(least, message).max(999_999, message), z.string(message).regex(written, message)],
      message,
    )
    .transform((value, context) => {
      const parsed = parseAmount(String(value));
      if (parsed === undefined) context.addIssue(message.error);
      return parsed ?? z.NEVER;
    })
    .meta({ 'x-type': 'amount' });
}
