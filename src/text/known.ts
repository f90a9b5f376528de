import { holesOf, literalsOf, partsIn } from './template.ts';

/** A template by which texts are recognised. */
export interface Pattern {
  readonly literals: readonly string[];
  /** Whether this may stand in a hole. */
  takes(part: string): boolean;
  /** The same in the reader's language. */
  readonly template: string;
  /** How many letters it has of its own. */
  readonly letters: number;
  /** Holes at its beginning or end or between brackets, in the reader's language: several sentences read well only there. */
  readonly outer: ReadonlySet<number>;
}

/** A catalogue, made ready to recognise texts by. */
export interface Known {
  /** Texts without holes. */
  readonly whole: ReadonlyMap<string, string>;
  /** `host` and `hosts` → the template for a number of them. */
  readonly nouns: ReadonlyMap<string, string>;
  /** Texts with holes; those with most letters of their own first, among equals those with most characters. */
  readonly patterns: readonly Pattern[];
}

/** A template with less of its own (`{0} in {1}`) may be anybody's text, unless only numbers fill it. */
const enough = 6;
const anything = (): boolean => true;
const number = (part: string): boolean => /^\d+(\.\d+)?$/u.test(part);

/** @param translations templates by their English ones */
export function known(translations: ReadonlyMap<string, string>): Known {
  const all = [...translations].map(([key, template]) => ({ key, template }));
  const counted = all.filter(({ key }) => key.includes('|'));
  const others = all.filter(({ key }) => !key.includes('|'));
  return {
    whole: new Map(others.filter(({ key }) => !hasHoles(key)).map(({ key, template }) => [key, template])),
    nouns: new Map(counted.flatMap(({ key, template }) => key.split('|').map((noun) => [noun, template]))),
    patterns: others
      .filter(({ key }) => hasHoles(key) && lettersOf(key) > 0)
      .sort((a, b) => lettersOf(b.key) - lettersOf(a.key) || charactersOf(b.key) - charactersOf(a.key))
      .map(({ key, template }) => ({
        literals: literalsOf(key),
        takes: signsOf(key) < enough ? number : anything,
        template,
        letters: lettersOf(key),
        outer: outerOf(template),
      })),
  };
}

/** A pattern that fits a text, and what stands in its holes. */
interface Fit {
  readonly template: string;
  readonly parts: readonly string[];
  /** Its last hole ends the text: it takes all that follows. */
  readonly isOpen: boolean;
}

/**
 * The one that fits with most letters. Where that would have several sentences in its middle, rather one with at least half
 * as many that has not: the former was put into the latter.
 */
export function patternOf(patterns: readonly Pattern[], text: string): Fit | undefined {
  let first: (Fit & Pick<Pattern, 'letters'>) | undefined;
  for (const { literals, takes, template, letters, outer } of patterns) {
    if (first && letters < first.letters / 2) break;
    const parts = partsIn(text, literals);
    if (!parts?.every(takes)) continue;
    const fit = { template, parts, isOpen: literals.at(-1) === '' };
    if (!parts.some((part, at) => joint.test(part) && !outer.has(at))) return fit;
    first ??= { ...fit, letters };
  }
  return first;
}

/** Between sentences. */
const joint = /[.;:] /u;

/** `没有操作 {0}（{1}）：{2}。` → 1, 2 */
const outerOf = (template: string): ReadonlySet<number> =>
  new Set(
    [...template.matchAll(/(?<=^|[（“])\{(\d+)\}|\{(\d+)\}(?=。?$)/gu)].map(([, a, b]) => Number(a ?? b)),
  );

const hasHoles = (key: string): boolean => holesOf(key).length > 0;
const lettersOf = (key: string): number => key.replace(/\P{L}/gu, '').length;
/** Letters and punctuation. */
const signsOf = (key: string): number => literalsOf(key).join('').replace(/\s/gu, '').length;
const charactersOf = (key: string): number => literalsOf(key).join('').length;
