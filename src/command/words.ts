/** One word of a command line. */
export interface Word {
  readonly text: string;
  /** In quotes: a value, never an option, and taken as it stands. */
  readonly quoted: boolean;
  /** As typed, quotes and all. */
  readonly raw: string;
  /** For `--option=value`: what stands behind the sign; `text` is then the option alone. */
  readonly value?: { readonly text: string; readonly quoted: boolean };
}

const doubles = '"“”„＂';
const singles = "'‘’‚＇";
const space = /\s/u;
const optionHead = /^[-－—–―−]{1,2}[\p{L}\p{N}－-]*[=＝]/u;

/** The class of quotes that this character belongs to; phones mix the members of a class. */
export const quotesLike = (character: string): string | undefined =>
  [doubles, singles].find((quotes) => character !== '' && quotes.includes(character));

/**
 * A line as words. Quotes count at the start of a word (or behind `--option=`), and close where a space or the end
 * follows, so that `don't` and `"it's fine"` mean what they say; within quotes a doubled quote is one.
 * @returns `unclosed` where a quote has no end.
 */
export function splitWords(
  line: string,
): { readonly words: readonly Word[] } | { readonly unclosed: string } {
  const words: Word[] = [];
  let at = 0;
  while (at < line.length) {
    if (space.test(line.charAt(at))) {
      at += 1;
      continue;
    }
    const end = endOfWord(line, at);
    if (end === undefined) return { unclosed: line.slice(at) };
    words.push(wordFrom(line.slice(at, end)));
    at = end;
  }
  return { words };
}

function endOfWord(line: string, start: number): number | undefined {
  const head = optionHead.exec(line.slice(start))?.[0].length ?? 0;
  const quotes = quotesLike(line.charAt(start + head));
  if (quotes) return endOfQuote(line, start + head + 1, quotes);
  const length = line.slice(start).search(space);
  return length === -1 ? line.length : start + length;
}

function endOfQuote(line: string, start: number, quotes: string): number | undefined {
  for (let at = start; at < line.length; at += 1) {
    if (!quotes.includes(line.charAt(at))) continue;
    const next = line.charAt(at + 1);
    if (next === '' || space.test(next)) return at + 1;
    if (next === line.charAt(at)) at += 1;
  }
  return undefined;
}

function wordFrom(raw: string): Word {
  const head = optionHead.exec(raw)?.[0];
  if (head === undefined) return { ...unquote(raw), raw };
  return { text: head.slice(0, -1), quoted: false, raw, value: unquote(raw.slice(head.length)) };
}

function unquote(raw: string): { text: string; quoted: boolean } {
  const quotes = quotesLike(raw.charAt(0));
  if (!quotes) return { text: raw, quoted: false };
  return { text: raw.slice(1, -1).replace(new RegExp(`([${quotes}])\\1`, 'gu'), '$1'), quoted: true };
}

/** The text as one word that reads back as itself. */
export function quoteWord(text: string): string {
  const marked = text.replace(new RegExp(`[${doubles}]`, 'gu'), '$&$&');
  return `"${marked}"`;
}
