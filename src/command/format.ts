import { amountText } from '../model/amount.ts';
import type { Command } from '../model/command.ts';
import { halfWidth } from './characters.ts';
import { spanText } from './duration.ts';
import { aroundOptions } from './usage.ts';
import type { OptionSpec, WordKind, WordSpec } from './verb.ts';
import { verbs } from './verbs.ts';
import { quotesLike, quoteWord } from './words.ts';

/** The command as a line that `parseCommand` reads back as the same command; for buttons and suggestions. */
export function formatCommand(command: Command): string {
  const spec = verbs[command.verb];
  const values: Readonly<Record<string, unknown>> = command;
  const textsOf = (words: readonly WordSpec[]) =>
    words.flatMap((word) => formatValue(word, values[word.key]));
  const [before, reason] = aroundOptions(spec);
  const options = spec.options.flatMap((option) => formatOption(option, values[option.key]));
  return [spec.verb, ...textsOf(before), ...options, ...textsOf(reason)].join(' ');
}

/** The text as it must be typed to be one word of a command. */
export const formatWord = (text: string): string => (standsAsItIs(text) ? text : quoteWord(text));

const standsAsItIs = (text: string): boolean =>
  text !== '' &&
  !/\s/u.test(text) &&
  !/^[-－—–―−]/u.test(text) &&
  quotesLike(text.charAt(0)) === undefined &&
  halfWidth(text) === text;

function formatValue({ kind, instead }: Pick<WordSpec, 'kind' | 'instead'>, value: unknown): string[] {
  if (kind === 'names' && Array.isArray(value)) return formatValue({ kind: 'name' }, value.join(','));
  if (typeof value === 'string') return [meansMore[kind]?.test(value) ? quoteWord(value) : formatWord(value)];
  if (typeof value !== 'number') return instead === undefined ? [] : [`--${instead}`];
  if (kind === 'for') return ['for', spanText(value)];
  return [kind === 'duration' ? spanText(value) : String(value)];
}

/** What is read as more than a value where it stands without quotes: `for`, a shouted id, a duration's rest. */
const meansMore: Partial<Readonly<Record<WordKind, RegExp>>> = {
  name: /^for$/i,
  subject: /^[RO]\d+$/,
  reason: /^(for$|\d)/i,
};

function formatOption({ name, kind }: OptionSpec, value: unknown): string[] {
  if (value === true) return [`--${name}`];
  const text = kind === 'duration' && typeof value === 'number' ? spanText(value) : valueText(value);
  return text === undefined ? [] : [`--${name}`, formatWord(text)];
}

function valueText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.join(',');
  if (typeof value !== 'object' || value === null) return undefined;
  if ('count' in value && typeof value.count === 'number') return amountText({ count: value.count });
  if ('percent' in value && typeof value.percent === 'number') return amountText({ percent: value.percent });
  return undefined;
}
