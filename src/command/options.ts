import { halfWidth } from './characters.ts';
import { nearest } from './distance.ts';
import type { Fault } from './problem.ts';
import { readAmount, readNames, type Typed } from './values.ts';
import type { OptionSpec, Value, VerbSpec } from './verb.ts';
import type { Word } from './words.ts';

/** Two hyphens, one, or the dashes that phones make of them, and a letter. */
const optionName = /^(?:--?|[—–―−]{1,2})([a-z][\w-]*)$/iu;

/** The option that this word names; a quoted word is always a value. */
export function optionIn(word: Word): string | undefined {
  return word.quoted ? undefined : optionName.exec(halfWidth(word.text))?.[1]?.toLowerCase();
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
  const known = names.length > 0 ? `it takes ${names.map((each) => `--${each}`).join(' ')}` : 'it takes none';
  const text = `${spec.verb} has no option --${name}; ${known}.`;
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
    return word.value ? { text: `--${option.name} takes no value.` } : { value: true, took: 0 };
  }
  const typed = typedValue(option, word, following);
  if (!typed)
    return { text: `--${option.name} needs a value: --${option.name} ${option.label ?? ''}`.trim() };
  const read = option.kind === 'amount' ? readAmount(typed, option.name) : readNames(typed, option.name);
  return 'wrong' in read ? { text: read.wrong } : { value: read.value, took: typed.took };
}

function typedValue(
  option: OptionSpec,
  word: Word,
  following: readonly Word[],
): (Typed & { took: number }) | undefined {
  if (word.value) return { ...word.value, took: 0 };
  const [first, ...rest] = following;
  if (!first || optionIn(first) !== undefined) return undefined;
  const typed = { text: first.quoted ? first.text : first.raw, quoted: first.quoted, took: 1 };
  if (option.kind !== 'names' || typed.quoted) return typed;
  for (const next of rest) {
    if (!/[,，、]$/u.test(typed.text) || next.quoted || optionIn(next) !== undefined) break;
    typed.text += next.raw;
    typed.took += 1;
  }
  return typed;
}
