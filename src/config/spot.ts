import type { Path } from './path.ts';

/** Where something stands in the text, as offsets. */
export interface Spot {
  /** Absent for items of lists and for the top. */
  readonly key?: number;
  readonly value: number;
  /** What the file says, before anything is replaced; absent for mappings and lists. */
  readonly text?: string;
}

/** Turns a scalar of the file into its value: `${NAME}` replaced, secrets made secret. */
export type Resolve = (path: Path, written: string | number | boolean) => unknown;
