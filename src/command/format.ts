import { amountText } from '../model/amount.ts';
import type { Command } from '../model/command.ts';
import { halfWidth } from './characters.ts';
import type { OptionSpec } from './verb.ts';
import { verbs } from './verbs.ts';
import { quotesLike, quoteWord } from './words.ts';

/** The command as a line that `parseCommand` reads back as the same command; for buttons and suggestions. */
export function formatCommand(command: Command): string {
  const spec = verbs[command.verb];
  const values: Readonly<Record<string, unknown>> = command;
  const words = spec.words.map(({ key }) => values[key]).filter((value) => typeof value === 'string');
  const options = spec.options.flatMap((option) => formatOption(option, values[option.key]));
  return [spec.verb, ...words.map(formatWord), ...options].join(' ');
}

/** The text as it must be typed to be one word of a command. */
export const formatWord = (text: string): string => (standsAsItIs(text) ? text : quoteWord(text));

const standsAsItIs = (text: string): boolean =>
  text !== '' &&
  !/\s/u.test(text) &&
  !/^[-－—–―−]/u.test(text) &&
  quotesLike(text.charAt(0)) === undefined &&
  halfWidth(text) === text;

function formatOption(option: OptionSpec, value: unknown): string[] {
  if (value === true) return [`--${option.name}`];
  const text = valueText(value);
  return text === undefined ? [] : [`--${option.name}`, formatWord(text)];
}

function valueText(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.join(',');
  if (typeof value !== 'object' || value === null) return undefined;
  if ('count' in value && typeof value.count === 'number') return amountText({ count: value.count });
  if ('percent' in value && typeof value.percent === 'number') return amountText({ percent: value.percent });
  return undefined;
}
