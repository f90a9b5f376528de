import { Failure } from '../../../model/failure.ts';
import { kept } from '../../../text/say.ts';

/** A word of a configuration file: what nginx takes it for, and where it stands, quotes included. */
export interface Word {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** `words;` or `words { … }`. */
export interface Directive {
  readonly words: readonly Word[];
  readonly block?: readonly Directive[];
}

/** What stands next in a file: a word, one of `;` `{` `}`, or nothing more. */
type Next = { readonly word: Word } | { readonly sign: ';' | '{' | '}' | 'end'; readonly at: number };

interface Reader {
  readonly text: string;
  /** What messages call the file. */
  readonly where: string;
  at: number;
}

/**
 * A configuration file as nginx itself reads it (ngx_conf_read_token and ngx_conf_parse in src/core/ngx_conf_file.c of
 * 1.31), without knowing what its directives mean.
 * @param text one character a byte (latin1), as nginx sees it; only the words' values are told in their own characters
 * @throws Failure `invalid`, with the line, for a text that nginx would not take either, or with Lua code in it
 */
export function parse(text: string, where: string): readonly Directive[] {
  return directives({ text, where, at: 0 }, 'end');
}

function directives(reader: Reader, close: '}' | 'end'): readonly Directive[] {
  const found: Directive[] = [];
  let words: Word[] = [];
  for (;;) {
    const next = read(reader);
    if ('word' in next) {
      words.push(next.word);
      continue;
    }
    const { sign, at } = next;
    if (words.length === 0 && sign === close) return found;
    const ends = sign === ';' || sign === '{';
    if (words.length === 0 || !ends) throw unexpected(reader, sign === 'end' ? kept`end of file` : sign, at);
    found.push(sign === ';' ? { words } : { words, block: blockOf(reader, words, at) });
    words = [];
  }
}

function blockOf(reader: Reader, [name]: readonly Word[], at: number): readonly Directive[] {
  // Code in another language, with quotes and braces of its own.
  if (!name?.value.endsWith('_by_lua_block')) return directives(reader, '}');
  const text = kept`${reader.where} has Lua code (${name.value}) in line ${lineOf(reader, at)}: upstreams have to stand in a file without.`;
  throw new Failure('invalid', reader.where, text);
}

const blank = /[ \t\r\n]/;
const endsWord = /[ \t\r\n;{]/;

function read(reader: Reader): Next {
  skipBlanks(reader);
  const { text, at } = reader;
  const first = text[at];
  if (first === undefined) return { sign: 'end', at };
  if (first === ';' || first === '{' || first === '}') {
    reader.at += 1;
    return { sign: first, at };
  }
  reader.at = first === '"' || first === "'" ? closingQuote(reader, first) : wordEnd(reader);
  const raw = text.slice(at, reader.at);
  const bytes = unescaped(first === '"' || first === "'" ? raw.slice(1, -1) : raw);
  const value = Buffer.from(bytes, 'latin1').toString('utf8');
  return { word: { value, start: at, end: reader.at } };
}

/** A `#` begins a comment only where a word could begin. */
function skipBlanks(reader: Reader): void {
  const { text } = reader;
  while (blank.test(text[reader.at] ?? '') || text[reader.at] === '#') {
    if (text[reader.at] !== '#') reader.at += 1;
    else while (reader.at < text.length && text[reader.at] !== '\n') reader.at += 1;
  }
}

function closingQuote(reader: Reader, quote: string): number {
  const { text } = reader;
  for (let i = reader.at + 1; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === quote) return followed(reader, i + 1);
  }
  throw unexpected(reader, kept`end of file`, text.length);
}

/** What may stand right after a quoted word; the bracket that closes an `if` is a word of its own. */
function followed(reader: Reader, end: number): number {
  const after = reader.text[end];
  if (after === undefined || endsWord.test(after) || after === ')') return end;
  throw unexpected(reader, after, end);
}

/** The brace of `${name}` is part of the word. */
function wordEnd({ text, at }: Reader): number {
  let i = at;
  while (i < text.length) {
    const isVariable = text[i] === '{' && i > at && text[i - 1] === '$';
    if (endsWord.test(text[i] ?? '') && !isVariable) return i;
    i += text[i] === '\\' ? 2 : 1;
  }
  return text.length;
}

const meanings: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n' };

const unescaped = (raw: string): string =>
  raw.replace(/\\(["'\\trn])/g, (_, sign: string) => meanings[sign] ?? sign);

function unexpected(reader: Reader, what: string, at: number): Failure {
  const text = kept`${reader.where} has an unexpected "${what}" in line ${lineOf(reader, at)}.`;
  return new Failure('invalid', reader.where, text);
}

const lineOf = ({ text }: Reader, at: number): number => text.slice(0, at).split('\n').length;
