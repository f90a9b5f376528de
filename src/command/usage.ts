import type { Language } from '../text/language.ts';
import { hasChinese } from './characters.ts';
import type { OptionSpec, VerbSpec, WordSpec } from './verb.ts';

/** `deploy CLUSTER RELEASE`: the verb and its words. */
export function shortUsageOf(spec: VerbSpec): string {
  return [spec.verb, ...spec.words.map(wordText)].join(' ');
}

/** `deploy CLUSTER RELEASE [--hosts a,b] …`: with its options. */
export function usageOf(spec: VerbSpec): string {
  const [before, reason] = aroundOptions(spec);
  const options = spec.options.filter(notAmong(spec.words)).map((each) => `[${optionText(each)}]`);
  return [spec.verb, ...before.map(wordText), ...options, ...reason.map(wordText)].join(' ');
}

/** The verb as it is typed in a language. */
export const verbIn = (spec: Pick<VerbSpec, 'verb' | 'zh'>, written: Language): string =>
  written === 'en' ? spec.verb : spec.zh[0];

/** The language that a line is written in: that of its verb. */
export const writtenIn = (line: string): Language =>
  hasChinese(/^\S*/u.exec(line)?.[0] ?? '') ? 'zh-CN' : 'en';

/** The words before the options, and behind them: a reason, with its time, takes the rest of the line. */
export function aroundOptions({ words }: VerbSpec): readonly [readonly WordSpec[], readonly WordSpec[]] {
  const reasoned = words.some(({ kind }) => kind === 'reason');
  const at = words.findIndex(({ kind }) => kind === 'reason' || kind === 'for');
  return !reasoned ? [words, []] : [words.slice(0, at), words.slice(at)];
}

export const optionText = (option: OptionSpec): string =>
  option.label === undefined ? `--${option.name}` : `--${option.name} ${option.label}`;

function wordText({ label, kind, optional, instead }: WordSpec): string {
  const word = kind === 'names' ? `${label}[,…]` : label;
  const text = instead === undefined ? word : `${word}|--${instead}`;
  return optional ? `[${text}]` : text;
}

/** A flag that stands in a word's place is shown there. */
const notAmong =
  (words: readonly WordSpec[]) =>
  ({ name }: OptionSpec): boolean =>
    !words.some(({ instead }) => instead === name);
