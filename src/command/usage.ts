import { inLanguage, type Language, language, remember } from '../text/language.ts';
import { told } from '../text/told.ts';
import { hasChinese } from './characters.ts';
import type { OptionSpec, VerbSpec, WordSpec } from './verb.ts';

/** `deploy CLUSTER RELEASE`: the verb and its words, in the reader's language. */
export const shortUsageOf = (spec: VerbSpec): string =>
  asRead(() => [verbOf(spec), ...spec.words.map(wordText)].join(' '));

/** `deploy CLUSTER RELEASE [--hosts a,b] …`: with its options. */
export const usageOf = (spec: VerbSpec): string =>
  asRead(() => {
    const [before, reason] = aroundOptions(spec);
    const options = spec.options.filter(notAmong(spec.words)).map((each) => `[${optionText(each)}]`);
    return [verbOf(spec), ...before.map(wordText), ...options, ...reason.map(wordText)].join(' ');
  });

/** The verb as its reader types it. */
export const verbOf = (spec: VerbSpec): string => asRead(() => verbIn(spec, language()));

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

/** `--hosts a,b` */
export const optionText = ({ name, label }: OptionSpec): string =>
  label === undefined ? `--${name}` : asRead(() => `--${name} ${labelText(label)}`);

/** `CLUSTER|ID` in the reader's language: as it is known, or word by word. */
export function labelText(label: string): string {
  const whole = told(label);
  return whole === label ? asRead(() => label.replace(/[A-Z]{2,}/gu, told)) : whole;
}

function wordText({ label, kind, optional, instead }: WordSpec): string {
  const name = labelText(label);
  const word = kind === 'names' ? `${name}[,…]` : name;
  const text = instead === undefined ? word : `${word}|--${instead}`;
  return optional ? `[${text}]` : text;
}

/** A text that is put together of words in the reader's language; what it is in English is known for what is recorded. */
function asRead(make: () => string): string {
  const shown = make();
  return language() === 'en' ? shown : remember(shown, inLanguage('en', make));
}

/** A flag that stands in a word's place is shown there. */
const notAmong =
  (words: readonly WordSpec[]) =>
  ({ name }: OptionSpec): boolean =>
    !words.some(({ instead }) => instead === name);
