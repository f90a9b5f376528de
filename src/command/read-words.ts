import type { Language } from '../text/language.ts';
import { say } from '../text/say.ts';
import { shown } from './characters.ts';
import { isFor, lateFor, takeFor, takeSpan, whole } from './for.ts';
import { formatWord } from './format.ts';
import { optionIn } from './options.ts';
import type { Fault } from './problem.ts';
import { labelText, usageOf, verbOf, writtenIn } from './usage.ts';
import {
  type Read,
  readId,
  readLanguage,
  readName,
  readNames,
  readNumber,
  readReason,
  readRelease,
  readSubject,
  type Typed,
} from './values.ts';
import type { Value, VerbSpec, WordKind, WordSpec } from './verb.ts';
import type { Word } from './words.ts';

export type Values = Map<string, Value>;

interface Line {
  /** Without the options. */
  readonly plain: readonly Word[];
  readonly words: readonly Word[];
}

/** What a value took of the line; without a value it was left out. */
export type Taken = { readonly value?: Value; readonly took: number } | Fault;

/** The words that are asked for, once it is known which flags stand in a word's place. */
export const wordsDue = (spec: VerbSpec, values: ReadonlyMap<string, Value>): readonly WordSpec[] =>
  spec.words.filter(({ instead }) => instead === undefined || !values.has(instead));

/** Fills in the verb's words in their order; gives what is wrong with them. */
export function takeWords(spec: VerbSpec, { plain, words }: Line, values: Values): Fault | undefined {
  const written = writtenIn(words[0]?.raw ?? '');
  let at = 0;
  for (const word of wordsDue(spec, values)) {
    const rest = plain.slice(at);
    const absent = isAbsent(spec, word, rest);
    if (absent && word.optional) continue;
    if (absent) return missing(spec, word, values);
    const late =
      word.kind === 'reason' && takesFor(spec) && !values.has('forMs') && lateFor(rest, words, written);
    const taken =
      late ||
      (word.kind === 'reason' && lateFlag(spec, rest, words)) ||
      readers[word.kind](rest, labelText(word.label), written);
    if ('text' in taken) return taken;
    if (taken.value !== undefined) values.set(word.key, taken.value);
    at += taken.took;
  }
  const extra = plain[at];
  return extra && { text: tooMany(spec, extra, values) };
}

/** `lock web it hangs --steal`: most likely the flag was meant, and is not part of the reason. */
function lateFlag(spec: VerbSpec, reason: readonly Word[], line: readonly Word[]): Fault | undefined {
  const last = reason.length > 1 ? reason.at(-1) : undefined;
  const name = last && optionIn(last);
  if (!last || !spec.options.some((option) => option.name === name && option.kind === 'flag'))
    return undefined;
  const before = line.slice(0, line.length - reason.length).map(({ raw }) => raw);
  const why = reason.slice(0, -1).map(({ raw }) => raw);
  return {
    text: say`“${last.raw}” stands before the reason; a reason that ends so goes into quotes.`,
    corrected: [...before, `--${name}`, ...why].join(' '),
  };
}

const takesFor = (spec: VerbSpec): boolean => spec.words.some(({ kind }) => kind === 'for');

/** `lock for 2h REASON`: nobody means a cluster called “for”. */
const isAbsent = (spec: VerbSpec, { kind }: WordSpec, rest: readonly Word[]): boolean =>
  rest.length === 0 || ((kind === 'name' || kind === 'names') && takesFor(spec) && isFor(rest));

function missing(spec: VerbSpec, { label, instead, listedBy }: WordSpec, values: Values): Fault {
  const name = labelText(label);
  const text = missingText(spec, { name, instead, an: /^([AEIOU]|N$)/.test(label) });
  const cluster = values.get('cluster');
  if (listedBy === undefined || typeof cluster !== 'string') return { text };
  return { text, corrected: `${listedBy} ${formatWord(cluster)}` };
}

function missingText(
  spec: VerbSpec,
  {
    name,
    instead,
    an,
  }: { readonly name: string; readonly instead: string | undefined; readonly an: boolean },
): string {
  const [verb, usage] = [verbOf(spec), usageOf(spec)];
  if (instead !== undefined) return say`${verb} needs a ${name} or --${instead}: ${usage}`;
  return an ? say`${verb} needs an ${name}: ${usage}` : say`${verb} needs a ${name}: ${usage}`;
}

const one =
  (read: (typed: Typed, label: string) => Read<Value>) =>
  ([word]: readonly Word[], label: string): Taken => {
    const typed = { text: word ? whole(word) : '', quoted: word?.quoted ?? false };
    const result = read(typed, label);
    return 'wrong' in result ? { text: result.wrong } : { value: result.value, took: 1 };
  };

/** `a,b`, also with spaces behind or before its commas. */
function takeNames(rest: readonly Word[], label: string): Taken {
  const [first] = rest;
  let text = first ? whole(first) : '';
  let took = 1;
  for (const word of rest.slice(1)) {
    const goesOn = comma.end.test(text) || (!word.quoted && comma.start.test(word.raw));
    if (!goesOn || isFor(rest.slice(took))) break;
    text += whole(word);
    took += 1;
  }
  const read = readNames({ text, quoted: first?.quoted ?? false }, label);
  return 'wrong' in read ? { text: read.wrong } : { value: read.value, took };
}

const comma = { start: /^[,，、]/u, end: /[,，、]$/u };

const readers: Readonly<
  Record<WordKind, (rest: readonly Word[], label: string, written: Language) => Taken>
> = {
  name: one(readName),
  names: takeNames,
  id: one(readId),
  subject: one(readSubject),
  release: one(readRelease),
  number: one(readNumber),
  language: one(readLanguage),
  duration: takeSpan,
  for: (rest, _label, written) => takeFor(rest, written),
  reason(rest, label) {
    const read = readReason(rest.map(whole).join(' '), label);
    return 'wrong' in read ? { text: read.wrong } : { value: read.value, took: rest.length };
  },
};

function tooMany(spec: VerbSpec, extra: Word, values: Values): string {
  const typed = shown(extra.raw);
  const verb = verbOf(spec);
  const reasoned = spec.options.some(({ kind, key }) => kind === 'reason' && values.has(key));
  if (reasoned)
    return say`“${typed}” is one word too many for ${verb}. A reason of several words goes into quotes.`;
  const released = spec.words.some(({ kind }) => kind === 'release');
  return released
    ? say`“${typed}” is one word too many for ${verb}. A release that contains spaces goes into quotes.`
    : say`“${typed}” is one word too many for ${verb}.`;
}
