import { translation } from './catalogue.ts';
import { fill } from './fill.ts';
import { inEnglish, language, remember } from './language.ts';
import { keyOf, type Part } from './template.ts';

/**
 * A text for whoever reads it now, in their language: say`${host} draining from ${place}`. It is written in English, and
 * that is its key in the catalogues. Said at module level it would be English for ever: say it in a function.
 */
export function say(strings: TemplateStringsArray, ...parts: readonly Part[]): string {
  return spoken(keyOf(strings), parts);
}

/**
 * A text that is recorded, hashed or thrown: English, whoever reads. `told` shows it in a reader's language. A part that
 * was said to the reader is put in as it is in English.
 */
export const kept = (strings: TemplateStringsArray, ...parts: readonly Part[]): string =>
  fill(keyOf(strings), parts.map(englishPart));

/** `1 host`, `3 hosts`; in the catalogues `host|hosts`, with the number as `{0}`. */
export function count(n: number, noun: string, nouns = `${noun}s`): string {
  const english = `${n} ${n === 1 ? noun : nouns}`;
  const template = translation(language(), `${noun}|${nouns}`);
  return template === undefined ? english : remember(fill(template, [n]), english);
}

/** Names or short texts in a row: `a, b`. */
export function inARow(texts: readonly string[]): string {
  const english = texts.map(inEnglish).join(', ');
  return language() === 'en' ? english : remember(texts.join('、'), english);
}

/** Sentences without their full stops, one after the other: `a; b`. */
export function oneAfterAnother(texts: readonly string[]): string {
  const english = texts.map(inEnglish).join('; ');
  return language() === 'en' ? english : remember(texts.join('；'), english);
}

function spoken(key: string, parts: readonly Part[]): string {
  const template = translation(language(), key);
  if (template === undefined) return fill(key, parts);
  return remember(fill(template, parts), fill(key, parts.map(englishPart)));
}

const englishPart = (part: Part): Part => (typeof part === 'string' ? inEnglish(part) : part);
