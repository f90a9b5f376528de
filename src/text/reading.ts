import { fill } from './fill.ts';
import { fitsOf } from './fits.ts';
import { cutsOf } from './joints.ts';
import { type Known, lettersIn } from './known.ts';

/** A way to read a text: what it is in the reader's language, and how many of its letters are ours. */
export interface Reading {
  readonly text: string;
  readonly worth: number;
}

/** A catalogue to read by, and what was read by it before. */
export interface Reader extends Known {
  readonly cache: Map<string, Reading>;
  /** How many parts of the present text may still be looked up. */
  left: number;
  /** The name before the present text's first colon. */
  about: string | undefined;
}

const deepest = 8;
const mostCached = 2_000;
/** Less than a letter: of two ways that know as much, the one that touches less of what a person typed. */
const cutting = 0.02;

/** The reading by which most of the text is ours; as it is where nothing is. */
export function read(reader: Reader, text: string, depth = 0): Reading {
  const before = reader.cache.get(text);
  if (before) return before;
  const asItIs = { text, worth: 0 };
  if (depth >= deepest || !/\p{L}/u.test(text) || reader.left <= 0) return asItIs;
  reader.left -= 1;
  const best =
    asWhole(reader, text) ??
    [
      ...byTemplate(reader, text, depth),
      ...inParts(reader, text, depth),
      ...asSentence(reader, text, depth),
    ].reduce(better, asItIs);
  if (reader.left > 0) keep(reader, text, best);
  return best;
}

const better = (one: Reading, other: Reading): Reading => (other.worth > one.worth ? other : one);

function keep({ cache }: Reader, text: string, reading: Reading): void {
  if (cache.size >= mostCached) cache.clear();
  cache.set(text, reading);
}

/** `3 hosts`, or a text without holes. */
function asWhole({ nouns, whole }: Reader, text: string): Reading | undefined {
  const [n = '', ...noun] = text.split(' ');
  const template = /^\d+$/u.test(n) ? nouns.get(noun.join(' ')) : undefined;
  const found = template ? fill(template, [n]) : text.includes(' ') ? whole.get(text) : undefined;
  return found === undefined ? undefined : { text: found, worth: lettersIn(text) };
}

const byTemplate = (reader: Reader, text: string, depth: number): readonly Reading[] =>
  fitsOf(reader.patterns, text).map(({ template, parts, words, worth }) => {
    const readings = parts.map((part, at) => readPart(reader, part, depth + 1, words.has(at)));
    return { text: fill(template, textsOf(readings)), worth: worth + sumOf(readings) };
  });

/** One that lost its full stop as more was put behind it. */
function asSentence(reader: Reader, text: string, depth: number): readonly Reading[] {
  if (!text.includes(' ') || /[.:;?!]$/u.test(text)) return [];
  const whole = asWhole(reader, `${text}.`);
  const sentences = whole ? [whole] : byTemplate(reader, `${text}.`, depth);
  return sentences.map(({ text: full, worth }) => ({
    text: full.replace(/。$/u, ''),
    worth: worth - cutting,
  }));
}

function inParts(reader: Reader, text: string, depth: number): readonly Reading[] {
  const cuts = cutsOf(text).map(({ parts, told, words }) => {
    const readings = parts.map((part) => readPart(reader, part, depth, words));
    return {
      text: textsOf(readings).join(told),
      worth: sumOf(readings) - (told === '：' && isNamed(reader, parts) ? 0 : cutting),
    };
  });
  if (!text.endsWith('.')) return cuts;
  const bare = read(reader, text.slice(0, -1), depth);
  return [{ text: `${bare.text}。`, worth: bare.worth }, ...cuts];
}

/** `web-03: …`: a name in front of the whole text is what all of it is about. */
const isNamed = ({ about }: Reader, [first = '']: readonly string[]): boolean => first === about;

/** @param isState a state may stand here, also one that is a word alone */
function readPart(reader: Reader, part: string, depth: number, isState = false): Reading {
  const word = isState ? reader.whole.get(part) : undefined;
  return word === undefined ? read(reader, part, depth) : { text: word, worth: lettersIn(part) };
}

const textsOf = (readings: readonly Reading[]): readonly string[] => readings.map(({ text }) => text);
const sumOf = (readings: readonly Reading[]): number => readings.reduce((sum, { worth }) => sum + worth, 0);
