import { halfWidth } from './characters.ts';
import { leadingSpan, spanWithin, waitBounds } from './duration.ts';
import { optionIn } from './options.ts';
import type { Fault } from './problem.ts';
import { quoteWord, type Word } from './words.ts';

type Taken = { readonly value?: number; readonly took: number } | Fault;

/** The word as it counts: what stands in its quotes, or all of it. */
export const whole = (word: Word): string => (word.quoted ? word.text : word.raw);

/** In quotes nothing is a duration. */
const bare = (word: Word): string => (word.quoted ? '' : word.raw);

/** `for`, and from habit `--for` and `--for=30m`. */
const isForWord = (word: Word | undefined): word is Word =>
  word !== undefined &&
  !word.quoted &&
  (halfWidth(word.raw).toLowerCase() === 'for' || optionIn(word) === 'for');

/** The words behind `for`, as a duration is read from them. */
const behind = ([first, ...rest]: readonly Word[]): string[] => [
  ...(first?.value ? [first.value.text] : []),
  ...rest.map(bare),
];

/** The words begin with `for` and a duration. */
export const isFor = (words: readonly Word[]): boolean =>
  isForWord(words[0]) && leadingSpan(behind(words)) !== undefined;

/** `for 30m` where it stands; `for` and anything that is no number begins a reason. */
export function takeFor(words: readonly Word[]): Taken {
  const [first] = words;
  const texts = behind(words);
  if (!isForWord(first) || !/^\d/.test(halfWidth(texts[0] ?? ''))) return { took: 0 };
  const read = spanWithin(texts, waitBounds);
  if ('ms' in read) return { value: read.ms, took: read.took + (first.value ? 0 : 1) };
  return leadingSpan(texts)
    ? read
    : { text: `${read.text} A reason that begins with “for” goes into quotes.` };
}

/** `30m` as a word of its own; `for 30m` will do. */
export function takeSpan(words: readonly Word[]): Taken {
  if (isFor(words)) return takeFor(words);
  const read = spanWithin(words.map(whole), waitBounds);
  return 'ms' in read ? { value: read.ms, took: read.took } : read;
}

/** A reason that ends with `for 30m`: most likely the time was meant, and a member would stay out without an end. */
export function lateFor(reason: readonly Word[], line: readonly Word[]): Fault | undefined {
  for (let at = 1; at < reason.length; at += 1) {
    const tail = reason.slice(at);
    if (!isFor(tail) || leadingSpan(behind(tail))?.took !== behind(tail).length) continue;
    const time = tail.map(({ raw }) => raw);
    const before = line.slice(0, line.length - reason.length).map(({ raw }) => raw);
    const why = quoteWord(reason.slice(0, at).map(whole).join(' '));
    return {
      text: `“${time.join(' ')}” stands before the reason; a reason that ends so goes into quotes.`,
      corrected: [...before, ...time, why].join(' '),
    };
  }
  return undefined;
}
