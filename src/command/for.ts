import type { Language } from '../text/language.ts';
import { say } from '../text/say.ts';
import { halfWidth, hasChinese } from './characters.ts';
import { leadingSpan, spanWithin, waitBounds } from './duration.ts';
import { optionIn } from './options.ts';
import type { Fault } from './problem.ts';
import { quoteWord, type Word } from './words.ts';

type Taken = { readonly value?: number; readonly took: number } | Fault;

/** The word as it counts: what stands in its quotes, or all of it. */
export const whole = (word: Word): string => (word.quoted ? word.text : word.raw);

/** In quotes nothing is a duration. */
const bare = (word: Word): string => (word.quoted ? '' : word.raw);

/** The texts that a duration is read from, and how many words are no part of it. */
interface Time {
  readonly texts: readonly string[];
  readonly besides: number;
}

/** Words that say a time: `for 30m`, from habit `--for=30m`, in Chinese `持续 30分钟`, and `30分钟` alone. */
function timeIn(words: readonly Word[]): Time | undefined {
  const [first, ...rest] = words;
  if (!first || first.quoted) return undefined;
  const texts = rest.map(bare);
  const raw = halfWidth(first.raw).toLowerCase();
  if (optionIn(first) === 'for')
    return first.value ? { texts: [first.value.text, ...texts], besides: 0 } : { texts, besides: 1 };
  if (raw === 'for' || raw === '持续') return { texts, besides: 1 };
  if (raw.startsWith('持续')) return { texts: [raw.slice(2), ...texts], besides: 0 };
  return isChineseSpan(raw) ? { texts: [raw, ...texts], besides: 0 } : undefined;
}

/** `30分钟`: a unit that no name and no English reason begins with. */
const isChineseSpan = (text: string): boolean => hasChinese(text) && leadingSpan([text]) !== undefined;

/** The text would be read as a time, or as the word before one. */
export const readsAsTime = (text: string): boolean =>
  /^for$/i.test(text) || text.startsWith('持续') || isChineseSpan(text);

/** The words begin with `for` and a duration. */
export const isFor = (words: readonly Word[]): boolean => {
  const time = timeIn(words);
  return time !== undefined && leadingSpan(time.texts) !== undefined;
};

/**
 * `for 30m` where it stands; `for` and anything that is no number begins a reason.
 * @param written behind a Chinese verb nobody writes `for`: any duration is one
 */
export function takeFor(words: readonly Word[], written: Language = 'en'): Taken {
  const time = timeIn(words) ?? timeAlone(words, written);
  if (!time || !(leadingSpan(time.texts) || /^\d/.test(halfWidth(time.texts[0] ?? '')))) return { took: 0 };
  const read = spanWithin(time.texts, waitBounds);
  if ('ms' in read) return { value: read.ms, took: read.took + time.besides };
  return leadingSpan(time.texts)
    ? read
    : { text: say`${read.text} A reason that begins with “for” goes into quotes.` };
}

/** `30 分钟` without a word before it, and `30m` behind a Chinese verb. */
function timeAlone(words: readonly Word[], written: Language): Time | undefined {
  const texts = words.map(bare);
  const span = leadingSpan(texts);
  if (!span || (written === 'en' && !hasChinese(texts.slice(0, span.took).join('')))) return undefined;
  return { texts, besides: 0 };
}

/** `30m` as a word of its own; `for 30m` will do. */
export function takeSpan(words: readonly Word[]): Taken {
  if (isFor(words)) return takeFor(words);
  const read = spanWithin(words.map(whole), waitBounds);
  return 'ms' in read ? { value: read.ms, took: read.took } : read;
}

/** A reason that ends with `for 30m`: most likely the time was meant, and a member would stay out without an end. */
export function lateFor(
  reason: readonly Word[],
  line: readonly Word[],
  written: Language,
): Fault | undefined {
  for (let at = 1; at < reason.length; at += 1) {
    const tail = reason.slice(at);
    const time = timeIn(tail) ?? timeAlone(tail, written);
    if (!time || leadingSpan(time.texts)?.took !== time.texts.length) continue;
    return late(reason, at, line);
  }
  return undefined;
}

function late(reason: readonly Word[], at: number, line: readonly Word[]): Fault {
  const time = reason.slice(at).map(({ raw }) => raw);
  const before = line.slice(0, line.length - reason.length).map(({ raw }) => raw);
  const why = quoteWord(reason.slice(0, at).map(whole).join(' '));
  return {
    text: say`“${time.join(' ')}” stands before the reason; a reason that ends so goes into quotes.`,
    corrected: [...before, ...time, why].join(' '),
  };
}
