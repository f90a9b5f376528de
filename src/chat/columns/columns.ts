import { atomsOf } from './atoms.ts';

/** East Asian wide and full-width characters, after Unicode's EastAsianWidth (W and F), in ranges. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const nothing = /[\p{Mn}\p{Me}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

const columnsOf = (character: string): number => {
  if (character >= ' ' && character <= '~') return 1;
  if (nothing.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
};

/** How many columns of a terminal the text takes. */
export function columns(text: string): number {
  let sum = 0;
  for (const character of text) sum += columnsOf(character);
  return sum;
}

export const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - columns(text)));
export const padStart = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - columns(text))) + text;

/** The text in at most `width` columns, with `…` where it was cut. */
export function cut(text: string, width: number): string {
  if (columns(text) <= width) return text;
  return width < 1 ? '' : `${head(text, width - 1)}…`;
}

/** Lines of at most `width` columns, broken at spaces and between Chinese characters where possible. */
export function wrap(text: string, width: number): string[] {
  const room = Math.max(2, width);
  const lines: string[] = [];
  let line = '';
  for (const { before, atom } of text.split(' ').flatMap(spaced)) {
    const joined = line === '' ? atom : `${line}${before}${atom}`;
    if (columns(joined) <= room) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = split(atom, room);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return [...lines, line];
}

/** Before a word's first piece stands a space, before the others nothing. */
const spaced = (word: string) => atomsOf(word).map((atom, at) => ({ before: at === 0 ? ' ' : '', atom }));

function split(word: string, width: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let sum = 0;
  for (const character of word) {
    const size = columnsOf(character);
    if (sum + size > width) {
      pieces.push(piece);
      piece = '';
      sum = 0;
    }
    piece += character;
    sum += size;
  }
  return [...pieces, piece];
}

function head(text: string, width: number): string {
  let taken = '';
  let sum = 0;
  for (const character of text) {
    sum += columnsOf(character);
    if (sum > width) break;
    taken += character;
  }
  return taken;
}
