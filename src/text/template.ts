/** The parts of a text that is filled in: `{0} of {1} done`. */
export type Part = string | number;

const keys = new WeakMap<TemplateStringsArray, string>();
/** In catalogues a sign behind the number says how the hole is filled (fill.ts). */
const hole = /\{(\d+)[、步]?\}/gu;

/** The English template with numbered holes, by which a text is known in the catalogues. */
export function keyOf(strings: TemplateStringsArray): string {
  const known = keys.get(strings);
  if (known !== undefined) return known;
  const key = strings.reduce((text, piece, at) => (at === 0 ? piece : `${text}{${at - 1}}${piece}`), '');
  keys.set(strings, key);
  return key;
}

/** The holes that a template has, each once, lowest first. */
export const holesOf = (template: string): readonly number[] =>
  [...new Set([...template.matchAll(hole)].map(([, at]) => Number(at)))].sort((a, b) => a - b);

/** What stands between the holes, before the first and after the last one. */
export const literalsOf = (template: string): readonly string[] => template.split(/\{\d+\}/u);

/**
 * What stands in the holes of a template of which `text` was made; undefined where it was made of another one. Each hole
 * is as short as can be, which finds a match wherever there is one, in time linear in the text; before a last `; ` it is
 * as long as can be, as several sentences may stand there.
 */
export function partsIn(text: string, literals: readonly string[]): readonly string[] | undefined {
  const [first = '', ...others] = literals;
  const last = others.pop();
  if (last === undefined) return text === first ? [] : undefined;
  if (!text.startsWith(first) || !text.endsWith(last)) return undefined;
  const end = text.length - last.length;
  const found: string[] = [];
  let from = first.length;
  for (const [i, literal] of others.entries()) {
    const late = literal === '; ' && i === others.length - 1;
    const at = late ? text.lastIndexOf(literal, end - literal.length) : text.indexOf(literal, from);
    if (at < from || at + literal.length > end) return undefined;
    found.push(text.slice(from, at));
    from = at + literal.length;
  }
  return from > end ? undefined : [...found, text.slice(from, end)];
}

/** The same from the end: each hole but the first is as short as can be. */
export function partsFromEnd(text: string, literals: readonly string[]): readonly string[] | undefined {
  const [first = '', ...others] = literals;
  const last = others.pop();
  if (last === undefined || !text.startsWith(first) || !text.endsWith(last)) return undefined;
  const found: string[] = [];
  let to = text.length - last.length;
  for (const literal of others.toReversed()) {
    const at = to < literal.length ? -1 : text.lastIndexOf(literal, to - literal.length);
    if (at < first.length) return undefined;
    found.unshift(text.slice(at + literal.length, to));
    to = at;
  }
  return to < first.length ? undefined : [text.slice(first.length, to), ...found];
}
