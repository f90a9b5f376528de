import { translations } from './catalogue.ts';
import { fill } from './fill.ts';
import { type Known, known, patternOf } from './known.ts';
import { type Language, language, remember } from './language.ts';

/** What is longer was not made of our templates alone: output, a body. */
const longest = 4_000;
const deepest = 8;
const mostCached = 2_000;

/** How sentences are put together in English, and in Chinese; the looser first. */
const joints: readonly (readonly [string, string])[] = [
  ['. ', '。'],
  ['; ', '；'],
  [': ', '：'],
  [', ', '，'],
];

interface Teller extends Known {
  readonly cache: Map<string, string>;
}
const tellers = new Map<Language, Teller>();

/**
 * A text that was kept in English, in the reader's language: by the template that it was made of, or part by part. What
 * is not ours (a person's reason, what a host printed) stays as it is, and so does everything in English.
 */
export function told(text: string): string {
  if (language() === 'en' || text.length > longest) return text;
  const teller = tellerFor(language());
  // A word alone may be anybody's: it is ours only where the caller gives nothing else.
  const word = teller.whole.get(text);
  return remember(word ?? tell(teller, text, 0), text);
}

function tellerFor(wanted: Language): Teller {
  const before = tellers.get(wanted);
  if (before) return before;
  const made = { ...known(translations(wanted)), cache: new Map<string, string>() };
  tellers.set(wanted, made);
  return made;
}

function tell(teller: Teller, text: string, depth: number): string {
  const before = teller.cache.get(text);
  if (before !== undefined) return before;
  const now =
    depth >= deepest
      ? text
      : (asCounted(teller, text) ??
        asWhole(teller, text, depth) ??
        asSentence(teller, text, depth) ??
        inParts(teller, text, depth));
  if (teller.cache.size >= mostCached) teller.cache.clear();
  teller.cache.set(text, now);
  return now;
}

/** `3 hosts` */
function asCounted({ nouns }: Teller, text: string): string | undefined {
  const [n = '', ...noun] = text.split(' ');
  const template = /^\d+$/u.test(n) ? nouns.get(noun.join(' ')) : undefined;
  return template && fill(template, [n]);
}

/** By the template with the most text of its own. */
function asWhole(teller: Teller, text: string, depth: number): string | undefined {
  const sentence = text.includes(' ') ? teller.whole.get(text) : undefined;
  if (sentence !== undefined) return sentence;
  const found = patternOf(teller.patterns, text);
  if (!found) return undefined;
  const { template, parts, isOpen } = found;
  const [ours, more] = isOpen ? withoutTail(teller, parts, depth) : [parts, ''];
  return fill(
    template,
    ours.map((part) => tell(teller, part, depth + 1)),
  ).concat(more);
}

/** A last hole takes all that follows; sentences of ours in it (`; trying again`) stand behind the template instead. */
function withoutTail(
  teller: Teller,
  parts: readonly string[],
  depth: number,
): readonly [parts: readonly string[], tail: string] {
  const last = parts.at(-1) ?? '';
  const at = last.indexOf('; ');
  if (at < 0) return [parts, ''];
  const tail = last.slice(at + 2);
  const now = tell(teller, tail, depth + 1);
  return now === tail ? [parts, ''] : [[...parts.slice(0, -1), last.slice(0, at)], `；${now}`];
}

/** One that lost its full stop as more was put behind it. */
function asSentence(teller: Teller, text: string, depth: number): string | undefined {
  if (!text.includes(' ') || /[.:;?!]$/u.test(text)) return undefined;
  return asWhole(teller, `${text}.`, depth)?.replace(/。$/u, '');
}

/** Part by part; where none of them is ours, nothing is touched. */
function inParts(teller: Teller, text: string, depth: number): string {
  if (text.endsWith('.')) {
    const bare = text.slice(0, -1);
    const now = tell(teller, bare, depth + 1);
    return now === bare ? text : `${now}。`;
  }
  const joint = joints.find(([english]) => text.includes(english));
  if (!joint) return text;
  const parts = joint[0] === ': ' ? splitOnce(text, joint[0]) : text.split(joint[0]);
  const now = parts.map((part) => tell(teller, part, depth + 1));
  return now.every((part, at) => part === parts[at]) ? text : now.join(joint[1]);
}

/** What stands behind a colon is a sentence of its own, that may have more of them. */
function splitOnce(text: string, at: string): readonly string[] {
  const where = text.indexOf(at);
  return [text.slice(0, where), text.slice(where + at.length)];
}
