import { say } from '../text/say.ts';
import { findOption, optionIn, readOption } from './options.ts';
import type { Fault } from './problem.ts';
import { takeWords, type Values, wordsDue } from './read-words.ts';
import { labelText, verbOf } from './usage.ts';
import type { VerbSpec } from './verb.ts';
import type { Word } from './words.ts';

/** The words behind a verb as the values that its row in the table asks for. Options may stand anywhere. */
export function readValues(spec: VerbSpec, words: readonly Word[]): { readonly values: Values } | Fault {
  const values: Values = new Map();
  const plain: Word[] = [];
  for (let at = 1; at < words.length; at += 1) {
    const word = words[at];
    const name = word && optionOf(spec, word, plain, values);
    if (word && name === undefined) plain.push(word);
    if (name === undefined || !word) continue;
    const took = takeOption(spec, { name, word, words, at, plain }, values);
    if (typeof took !== 'number') return took;
    at += took;
  }
  return takeWords(spec, { plain, words }, values) ?? { values };
}

/** Where a reason is due, whatever follows belongs to it; only an option of the verb itself may begin there. */
function optionOf(spec: VerbSpec, word: Word, plain: readonly Word[], values: Values): string | undefined {
  const due = wordsDue(spec, values);
  const start = due.some(({ kind }) => kind === 'reason')
    ? due.findIndex(({ kind }) => kind === 'reason' || kind === 'for')
    : Number.POSITIVE_INFINITY;
  const name = plain.length > start ? undefined : optionIn(word);
  return plain.length < start || spec.options.some((option) => option.name === name) ? name : undefined;
}

interface Found {
  readonly name: string;
  readonly word: Word;
  readonly words: readonly Word[];
  readonly at: number;
  /** The words before it that are no options. */
  readonly plain: readonly Word[];
}

function takeOption(spec: VerbSpec, found: Found, values: Values): number | Fault {
  const option = findOption(spec, found.name, found.words, found.at);
  if ('text' in option) return option;
  if (values.has(option.key)) return { text: say`--${option.name} stands there twice; once is enough.` };
  const place = spec.words.findIndex(({ instead }) => instead === option.name);
  if (place !== -1 && found.plain.length > place)
    return {
      text: say`${verbOf(spec)} takes a ${labelText(spec.words[place]?.label ?? '')} or --${option.name}, not both.`,
    };
  const read = readOption(option, found.word, found.words.slice(found.at + 1));
  if ('text' in read) return read;
  values.set(option.key, read.value);
  return read.took;
}
