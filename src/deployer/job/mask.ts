import type { Variables } from '../../model/deploy.ts';
import { Secret } from '../../model/secret.ts';

/** Shorter values are left alone: masking them would eat ordinary text, and they are no secrets. */
const shortest = 4;

export interface Mask {
  /** The text with every secret as ***. */
  apply(text: string): string;
  /** Length of the longest secret, in characters. */
  readonly longest: number;
}

/** @param variables those that are Secrets count; each line of a secret of several lines is one by itself */
export function maskOf(variables: readonly Variables[]): Mask {
  const values = variables
    .flatMap((some) => Object.values(some))
    .filter((value): value is Secret => value instanceof Secret)
    .flatMap((secret) => secret.reveal().split(/\r?\n/))
    .filter((value) => value.length >= shortest);
  const sorted = [...new Set(values)].sort((a, b) => b.length - a.length);
  return {
    longest: sorted[0]?.length ?? 0,
    apply: (text) => sorted.reduce((masked, value) => masked.replaceAll(value, '***'), text),
  };
}
