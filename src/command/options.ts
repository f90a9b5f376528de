import { say } from '../text/say.ts';
import { halfWidth } from './characters.ts';
import { nearest } from './distance.ts';
import { leadingSpan, lookBounds, spanWithin } from './duration.ts';
import type { Fault } from './problem.ts';
import { optionText, verbOf } from './usage.ts';
import { type Read, readAmount, readName, readNames, readReason, type Typed } from './values.ts';
import type { OptionSpec, Value, VerbSpec } from './verb.ts';
import { verbs } from './verbs.ts';
import type { Word } from './words.ts';

/** Two hyphens, one, or the dashes that phones make of them, and a letter. */
const optionName = /^(?:--?|[—–―−]{1,2})([a-z][\w-]*|\p{Script=Han}+)$/iu;

/** English names by the Chinese ones. */
const chinese: ReadonlyMap<string, string> = new Map([
  ...Object.values(verbs).flatMap(({ options }) => options.map(({ name, zh }) => [zh, name] as const)),
  ['持续', 'for'],
]);

/** The option that this word names, by its English name; a quoted word is always a value. */
export function optionIn(word: Word): string | undefined {
  if (word.quoted) return undefined;
  const name = optionName.exec(halfWidth(word.text))?.[1]?.toLowerCase();
  return name && (chinese.get(name) ?? name);
}

/** A verb's option by name, or what to say about it. */
export function findOption(
  spec: VerbSpec,
  name: string,
  words: readonly Word[],
  at: number,
): OptionSpec | Fault {
  const found = spec.options.find((option) => option.name === name);
  if (found) return found;
  const names = spec.options.map((option) => option.name);
  const near = nearest(name, names);
  const known = names.map((each) => `--${each}`).join(' ');
  const text =
    names.length > 0
      ? say`${verbOf(spec)} has no option --${name}; it takes ${known}.`
      : say`${verbOf(spec)} has no option --${name}; it takes none.`;
  return near === undefined ? { text } : { text, corrected: lineWith(words, at, near) };
}

function lineWith(words: readonly Word[], at: number, name: string): string {
  const value = words[at]?.value;
  const renamed = `--${name}${value ? (words[at]?.raw ?? '').slice((words[at]?.text ?? '').length) : ''}`;
  return words.map((word, index) => (index === at ? renamed : word.raw)).join(' ');
}

/**
 * An option's value: behind its `=`, or the words that follow.
 * @returns the value and how many further words it took
 */
export function readOption(
  option: OptionSpec,
  word: Word,
  following: readonly Word[],
): { readonly value: Value; readonly took: number } | Fault {
  if (option.kind === 'flag') {
    return word.value ? { text: say`--${option.name} takes no value.` } : { value: true, took: 0 };
  }
  const typed = typedValue(option, word, following);
  if (!typed) return { text: say`--${option.name} needs a value: ${optionText(option)}` };
  const read = readers[option.kind](typed, option.name);
  return 'wrong' in read ? { text: read.wrong } : { value: read.value, took: typed.took };
}

type ValueKind = Exclude<OptionSpec['kind'], 'flag'>;

const readers: Readonly<Record<ValueKind, (typed: Typed, option: string) => Read<Value>>> = {
  amount: readAmount,
  names: (typed, option) => readNames(typed, `--${option}`),
  name: (typed, option) => readName(typed, `--${option}`),
  reason: ({ text }, option) => readReason(text, `--${option}`),
  duration({ text }, option) {
    const read = spanWithin(text.trim().split(/\s+/u), lookBounds);
    return 'ms' in read ? { value: read.ms } : { wrong: `--${option}: ${read.text}` };
  },
};

function typedValue(
  option: OptionSpec,
  word: Word,
  following: readonly Word[],
): (Typed & { took: number }) | undefined {
  if (word.value) return { ...word.value, took: 0 };
  const [first, ...rest] = following;
  if (!first || optionIn(first) !== undefined) return undefined;
  const typed = { text: first.quoted ? first.text : first.raw, quoted: first.quoted, took: 1 };
  const span = option.kind === 'duration' && leadingSpan(following.map(({ raw }) => raw));
  if (span) return { ...typed, text: textOf(following.slice(0, span.took)), took: span.took };
  if (option.kind !== 'names' || typed.quoted) return typed;
  for (const next of rest) {
    if (!/[,，、]$/u.test(typed.text) || next.quoted || optionIn(next) !== undefined) break;
    typed.text += next.raw;
    typed.took += 1;
  }
  return typed;
}

const textOf = (words: readonly Word[]): string => words.map(({ raw }) => raw).join(' ');
