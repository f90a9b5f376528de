import type { Amount } from '../model/amount.ts';
import type { Command, Verb } from '../model/command.ts';

/**
 * `name`: no spaces; `id`: like r12 or o5; `subject`: a name or an id; `release`: any visible text; `number`: a whole
 * number; `names`: a,b; `language`: en or zh-CN; `duration`: 30m; `for`: the word `for` and a duration; `reason`: the rest of the line.
 */
export type WordKind =
  | 'name'
  | 'names'
  | 'id'
  | 'subject'
  | 'release'
  | 'number'
  | 'language'
  | 'duration'
  | 'for'
  | 'reason';

export interface WordSpec {
  /** The command's property that it fills. */
  readonly key: string;
  /** As help writes it: CLUSTER; kept, for `labelText` to tell. */
  readonly label: string;
  readonly kind: WordKind;
  readonly optional?: boolean;
  /** A flag that may stand in its place: `all` for CLUSTER|--all. */
  readonly instead?: string;
  /** The verb that lists what it may be, in the cluster that was named before it. */
  readonly listedBy?: Verb;
}

export interface OptionSpec {
  readonly key: string;
  /** Without the dashes. */
  readonly name: string;
  /** The same in Chinese; both are understood, whatever the reader's language. */
  readonly zh: string;
  readonly kind: 'flag' | 'amount' | 'names' | 'name' | 'duration' | 'reason';
  /** What its value looks like in help; absent for a flag. */
  readonly label?: string;
  readonly summary: string;
}

/** One row of the verb table: parser, formatter, help and completion all read it. */
export interface VerbSpec {
  readonly verb: Verb;
  /** In Chinese; the first is the one that help shows. All are understood, whatever the reader's language. */
  readonly zh: readonly [string, ...string[]];
  readonly summary: string;
  readonly words: readonly WordSpec[];
  readonly options: readonly OptionSpec[];
  readonly example: string;
  /** Where the example is not Chinese by its verb alone. */
  readonly zhExample?: string;
  build(given: Given): Command;
}

export type Value = string | number | readonly string[] | Amount | true;

/** What a line gave for one verb: every required word is there, every value is of its kind. */
export interface Given {
  word(key: string): string;
  names(key: string): readonly string[];
  number(key: string): number;
  flag(key: string): boolean;
  /** `{ key: value }` where it was given, `{}` where not: spread it into the command. */
  maybeWord<K extends string>(key: K): { readonly [P in K]?: string };
  maybeNumber<K extends string>(key: K): { readonly [P in K]?: number };
  maybeNames<K extends string>(key: K): { readonly [P in K]?: readonly string[] };
  maybeAmount<K extends string>(key: K): { readonly [P in K]?: Amount };
}
