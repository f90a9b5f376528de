import { shown } from './characters.ts';
import { findOption, optionIn, readOption } from './options.ts';
import type { Fault } from './problem.ts';
import { usageOf } from './usage.ts';
import { type Read, readName, readReason, readRelease, readRollout } from './values.ts';
import type { Value, VerbSpec, WordSpec } from './verb.ts';
import type { Word } from './words.ts';

type Values = Map<string, Value>;

/** The words behind a verb as the values that its row in the table asks for. Options may stand anywhere. */
export function readValues(spec: VerbSpec, words: readonly Word[]): { readonly values: Values } | Fault {
  const values: Values = new Map();
  const plain: Word[] = [];
  for (let at = 1; at < words.length; at += 1) {
    const word = words[at];
    const name = word && !inReason(spec, plain) ? optionIn(word) : undefined;
    if (word && name === undefined) plain.push(word);
    if (name === undefined || !word) continue;
    const took = takeOption(spec, { name, word, words, at }, values);
    if (typeof took !== 'number') return took;
    at += took;
  }
  return takeWords(spec, plain, values) ?? { values };
}

/** Where a reason is due, whatever follows belongs to it. */
const inReason = (spec: VerbSpec, plain: readonly Word[]): boolean => {
  const reason = spec.words.findIndex(({ kind }) => kind === 'reason');
  return reason !== -1 && plain.length >= reason;
};

function takeOption(
  spec: VerbSpec,
  found: { name: string; word: Word; words: readonly Word[]; at: number },
  values: Values,
): number | Fault {
  const option = findOption(spec, found.name, found.words, found.at);
  if ('text' in option) return option;
  if (values.has(option.key)) return { text: `--${option.name} stands there twice; once is enough.` };
  const read = readOption(option, found.word, found.words.slice(found.at + 1));
  if ('text' in read) return read;
  values.set(option.key, read.value);
  return read.took;
}

function takeWords(spec: VerbSpec, plain: readonly Word[], values: Values): Fault | undefined {
  for (const [at, word] of spec.words.entries()) {
    const typed = plain[at];
    if (!typed && word.optional) continue;
    if (!typed) return { text: `${spec.verb} needs ${article(word.label)} ${word.label}: ${usageOf(spec)}` };
    const read = readWord(word, plain.slice(at));
    if ('wrong' in read) return { text: read.wrong };
    values.set(word.key, read.value);
  }
  const extra = spec.words.some(({ kind }) => kind === 'reason') ? undefined : plain[spec.words.length];
  return extra && { text: tooMany(spec, extra) };
}

function readWord(word: WordSpec, [typed, ...rest]: readonly Word[]): Read<string> {
  const raw = { text: typed?.quoted ? typed.text : (typed?.raw ?? ''), quoted: typed?.quoted ?? false };
  if (word.kind === 'release') return readRelease(raw, word.label);
  if (word.kind === 'rollout') return readRollout(raw, word.label);
  if (word.kind === 'name') return readName(raw, word.label);
  const texts = [raw.text, ...rest.map((each) => (each.quoted ? each.text : each.raw))];
  return readReason(texts.join(' '), word.label);
}

const article = (label: string): string => (/^[AEIOU]/.test(label) ? 'an' : 'a');

function tooMany(spec: VerbSpec, extra: Word): string {
  const hint = spec.words.some(({ kind }) => kind === 'release')
    ? ' A release that contains spaces goes into quotes.'
    : '';
  return `“${shown(extra.raw)}” is one word too many for ${spec.verb}.${hint}`;
}
