import type { Pattern } from './known.ts';
import { partsFromEnd, partsIn } from './template.ts';

/** A template that fits a text, and what would stand in its holes. */
export interface Fit {
  readonly template: string;
  readonly parts: readonly string[];
  /** The holes in which a word of ours stands. */
  readonly words: ReadonlySet<number>;
  /** Its own letters, less what speaks against it: a hole that swallowed more than was put into it. */
  readonly worth: number;
}

/** More need not be looked into: those with less worth are read wrongly. */
const mostFits = 6;

/** A hole that took half a bracket, or a sentence's end where the template goes on, took too much. */
const torn = 8;
const swallowed = 8;
/** At the template's begin or end there may be several sentences: then no letter less, but rather none. */
const severalOutside = 0.01;

/** The templates that fit best, by what they have of their own. */
export function fitsOf(patterns: readonly Pattern[], text: string): readonly Fit[] {
  const fits: Fit[] = [];
  for (const pattern of patterns) {
    const parts = partsIn(text, pattern.literals);
    if (!parts) continue;
    const others = parts.length > 1 ? partsFromEnd(text, pattern.literals) : undefined;
    for (const each of others && others.join('\0') !== parts.join('\0') ? [parts, others] : [parts])
      if (each.every(pattern.takes)) fits.push(fitWith(pattern, each));
  }
  return fits.sort((a, b) => b.worth - a.worth).slice(0, mostFits);
}

function fitWith({ template, letters, outer, words }: Pattern, parts: readonly string[]): Fit {
  const against = parts.map((part, at) => {
    if (!isWhole(part)) return torn;
    if (!/[.;:] /u.test(withoutQuotes(part))) return 0;
    return outer.has(at) ? severalOutside : swallowed;
  });
  return { template, parts, words, worth: letters - against.reduce((sum: number, each) => sum + each, 0) };
}

const quotes = /"[^"]*"|`[^`]*`|“[^“”]*”|\([^()]*\)|\[[^[\]]*\]/gu;
const blank = (quoted: string): string => '_'.repeat(quoted.length);

/** With nothing that stands between quotes or brackets; as long as before. */
export const withoutQuotes = (text: string): string => text.replace(quotes, blank).replace(quotes, blank);

/** Whether its quotes and brackets have both ends. */
const isWhole = (text: string): boolean => !/["`“”()[\]]/u.test(withoutQuotes(text));
