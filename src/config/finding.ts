import type { Path } from './path.ts';

/** Something wrong at a path, before it has a line and a column. */
export interface Finding {
  readonly path: Path;
  /** `{got}` in it stands for what the file says there, if that may be shown. */
  readonly message: string;
  /** Means the key rather than its value. */
  readonly key?: boolean;
  /** The place in the text, where the path would lead to another one (a key that is given twice). */
  readonly offset?: number;
  /** Follows from what is absent: not to be trusted where the rest of the file could not be read. */
  readonly absent?: boolean;
}

export type Report = (finding: Finding) => void;
