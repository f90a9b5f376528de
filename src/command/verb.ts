import type { Amount } from '../model/amount.ts';
import type { Command, Verb } from '../model/command.ts';

/** `name`: no spaces; `rollout`: an id like r12; `release`: any visible text; `reason`: the rest of the line. */
type WordKind = 'name' | 'rollout' | 'release' | 'reason';

export interface WordSpec {
  /** The command's property that it fills. */
  readonly key: string;
  /** As help writes it: CLUSTER. */
  readonly label: string;
  readonly kind: WordKind;
  readonly optional?: boolean;
}

export interface OptionSpec {
  readonly key: string;
  /** Without the dashes. */
  readonly name: string;
  readonly kind: 'flag' | 'amount' | 'names';
  /** What its value looks like in help; absent for a flag. */
  readonly label?: string;
  readonly summary: string;
}

/** One row of the verb table: parser, formatter, help and completion all read it. */
export interface VerbSpec {
  readonly verb: Verb;
  readonly summary: string;
  readonly words: readonly WordSpec[];
  readonly options: readonly OptionSpec[];
  readonly example: string;
  build(given: Given): Command;
}

export type Value = string | readonly string[] | Amount | true;

/** What a line gave for one verb: every required word is there, every value is of its kind. */
export interface Given {
  word(key: string): string;
  flag(key: string): boolean;
  /** `{ key: value }` where it was given, `{}` where not: spread it into the command. */
  maybeWord<K extends string>(key: K): { readonly [P in K]?: string };
  maybeNames<K extends string>(key: K): { readonly [P in K]?: readonly string[] };
  maybeAmount<K extends string>(key: K): { readonly [P in K]?: Amount };
}
