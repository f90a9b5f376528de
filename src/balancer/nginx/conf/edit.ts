import { type Server, weightWord } from './servers.ts';
import type { Word } from './words.ts';

/** A part of the text, and what is to stand there instead. */
interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The text with this server marked `down` as its last parameter; all else stays as it is, comments and spacing included.
 * One that is out already is left as it is.
 */
export function taken(text: string, server: Server): string {
  const { end } = server.words.at(-1) ?? { end: 0 };
  return server.state === 'ready' ? spliced(text, [{ start: end, end, text: ' down' }]) : text;
}

/** The text with this server not marked `down` (nor `drain`, which is a lighter one). */
export function given(text: string, { words }: Server): string {
  const cuts = words.flatMap((word, i) => {
    const before = words[i - 1];
    if (i < 2 || !before || !['down', 'drain'].includes(word.value)) return [];
    return [{ start: gapStart(text, before, word), end: word.end, text: '' }];
  });
  return spliced(text, cuts);
}

/** The text with this server's weight: in its present place, or right after the address. 1 needs not be said. */
export function weighed(text: string, { words, weight: present }: Server, weight: number): string {
  if (weight === present) return text;
  const word = weightWord(words);
  if (word) return spliced(text, [{ start: word.start, end: word.end, text: `weight=${weight}` }]);
  const { end } = words[1] ?? { end: 0 };
  return spliced(text, [{ start: end, end, text: ` weight=${weight}` }]);
}

/** The spaces before a word go with it; a comment there stays, on a line of its own end. */
function gapStart(text: string, before: Word, word: Word): number {
  const gap = text.slice(before.end, word.start);
  const kept = gap.includes('#') ? gap.replace(/[ \t]+$/, '').length : 0;
  return before.end + kept;
}

/** @param splices in the order of the text, none over another */
const spliced = (text: string, splices: readonly Splice[]): string =>
  splices.reduceRight((now, { start, end, text: put }) => now.slice(0, start) + put + now.slice(end), text);
