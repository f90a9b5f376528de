import { holesOf, literalsOf } from './template.ts';

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
  /** Holes in which a state stands, so that a word alone is ours. */
  readonly words: ReadonlySet<number>;
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
  const all = [...withoutNames(translations), ...translations].map(([key, template]) => ({ key, template }));
  const counted = all.filter(({ key }) => key.includes('|'));
  const others = all.filter(({ key }) => !key.includes('|'));
  return {
    whole: new Map(others.filter(({ key }) => !hasHoles(key)).map(({ key, template }) => [key, template])),
    nouns: new Map(counted.flatMap(({ key, template }) => key.split('|').map((noun) => [noun, template]))),
    patterns: others
      .filter(({ key }) => hasHoles(key) && lettersIn(literalsOf(key).join('')) > 0)
      .map(({ key, template }) => ({ key, pattern: patternFor(key, template) }))
      .sort((a, b) => b.pattern.letters - a.pattern.letters || charactersOf(b.key) - charactersOf(a.key))
      .map(({ pattern }) => pattern),
  };
}

const patternFor = (key: string, template: string): Pattern => ({
  literals: literalsOf(key),
  takes: signsOf(key) < enough ? number : anything,
  template,
  letters: lettersIn(literalsOf(key).join('')),
  outer: outerOf(template),
  words: new Set(states[key] ?? []),
});

/** The states of rollouts, in sentences that are recorded as answers. */
const states: Readonly<Record<string, readonly number[]>> = {
  '{0} has ended ({1}) and left it behind': [1],
  '{0} is {1}, last heard of {2} ago': [1],
};

/** `{0}: the deploy failed` is shown as `the deploy failed` where the host's name stands before it already. */
const withoutNames = (translations: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map(
    [...translations]
      .filter(([key, template]) => key.startsWith('{0}: ') && template.startsWith('{0}：'))
      .map(([key, template]): [string, string] => [earlier(key.slice(5)), earlier(template.slice(4))])
      .filter(([key, template]) => !translations.has(key) && !template.includes('{-1}')),
  );

/** With its holes numbered from one less. */
const earlier = (template: string): string =>
  template.replace(/\{(\d+)([、步]?)\}/gu, (_, at, kind) => `{${Number(at) - 1}${kind}}`);

export const lettersIn = (text: string): number => text.replace(/\P{L}/gu, '').length;

/** `没有操作 {0}（{1}）：{2}。` → 1, 2 */
const outerOf = (template: string): ReadonlySet<number> =>
  new Set(
    [...template.matchAll(/(?<=^|[（“])\{(\d+)[、步]?\}|\{(\d+)[、步]?\}(?=。?$)/gu)].map(([, a, b]) =>
      Number(a ?? b),
    ),
  );

const hasHoles = (key: string): boolean => holesOf(key).length > 0;
/** Letters and punctuation. */
const signsOf = (key: string): number => literalsOf(key).join('').replace(/\s/gu, '').length;
const charactersOf = (key: string): number => literalsOf(key).join('').length;
