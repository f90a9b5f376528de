import { amountText } from '../model/amount.ts';
import type { Command } from '../model/command.ts';
import type { Language } from '../text/language.ts';
import { halfWidth } from './characters.ts';
import { spanText } from './duration.ts';
import { readsAsTime } from './for.ts';
import { aroundOptions, verbIn } from './usage.ts';
import type { OptionSpec, WordKind, WordSpec } from './verb.ts';
import { verbs } from './verbs.ts';
import { quotesLike, quoteWord } from './words.ts';

/**
 * The command as a line that `parseCommand` reads back as the same command; for buttons and suggestions.
 * @param written with Chinese verbs and durations, for who types them so
 */
export function formatCommand(command: Command, written: Language = 'en'): string {
  const spec = verbs[command.verb];
  const values: Readonly<Record<string, unknown>> = command;
  const textsOf = (words: readonly WordSpec[]) =>
    words.flatMap((word) => formatValue(word, values[word.key], written));
  const [before, reason] = aroundOptions(spec);
  const options = spec.options.flatMap((option) => formatOption(option, values[option.key]));
  return [verbIn(spec, written), ...textsOf(before), ...options, ...textsOf(reason)].join(' ');
}

/** The text as it must be typed to be one word of a command. */
export const formatWord = (text: string): string => (standsAsItIs(text) ? text : quoteWord(text));

const standsAsItIs = (text: string): boolean =>
  text !== '' &&
  !/\s/u.test(text) &&
  !/^[-－—–―−]/u.test(text) &&
  quotesLike(text.charAt(0)) === undefined &&
  halfWidth(text) === text;

/** What is read as more than a value where it stands without quotes: `for`, a shouted id, the rest of a duration or of names. */
const isReadAs: Partial<Readonly<Record<WordKind, (text: string) => boolean>>> = {
  name: readsAsTime,
  subject: (text) => /^[RO]\d+$/.test(text),
  reason: (text) => /^[\d,]/.test(text) || readsAsTime(text),
};

function formatValue(
  { kind, instead }: Pick<WordSpec, 'kind' | 'instead'>,
  value: unknown,
  written: Language,
): string[] {
  if (kind === 'names' && Array.isArray(value))
    return formatValue({ kind: 'name' }, value.join(','), written);
  if (typeof value === 'string') return [isReadAs[kind]?.(value) ? quoteWord(value) : formatWord(value)];
  if (typeof value !== 'number') return instead === undefined ? [] : [`--${instead}`];
  if (kind === 'for' && written === 'en') return ['for', spanText(value)];
  return [kind === 'for' || kind === 'duration' ? spanText(value, written) : String(value)];
}

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
