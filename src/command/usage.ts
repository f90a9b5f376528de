import type { OptionSpec, VerbSpec, WordSpec } from './verb.ts';

/** `deploy CLUSTER RELEASE`: the verb and its words. */
export function shortUsageOf(spec: VerbSpec): string {
  return [spec.verb, ...spec.words.map(wordText)].join(' ');
}

/** `deploy CLUSTER RELEASE [--hosts a,b] …`: with its options. */
export const usageOf = (spec: VerbSpec): string =>
  [
    shortUsageOf(spec),
    ...spec.options.filter(notAmong(spec.words)).map((each) => `[${optionText(each)}]`),
  ].join(' ');

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
