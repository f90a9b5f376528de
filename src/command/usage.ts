import type { OptionSpec, VerbSpec } from './verb.ts';

/** `deploy CLUSTER RELEASE`: the verb and its words. */
export function shortUsageOf(spec: VerbSpec): string {
  return [spec.verb, ...spec.words.map(({ label, optional }) => (optional ? `[${label}]` : label))].join(' ');
}

/** `deploy CLUSTER RELEASE [--hosts a,b] …`: with its options. */
export const usageOf = (spec: VerbSpec): string =>
  [shortUsageOf(spec), ...spec.options.map((option) => `[${optionText(option)}]`)].join(' ');

export const optionText = (option: OptionSpec): string =>
  option.label === undefined ? `--${option.name}` : `--${option.name} ${option.label}`;
