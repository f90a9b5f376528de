import { z } from 'zod';
import type { Path } from '../path.ts';

/** How the cross-checks read parts of a file that may be wrong: what does not parse is undefined, never an error. */

export const orNothing = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** One text, and where it stands below its key: a list of one may be written without brackets. */
export interface Said {
  /** Undefined where it is no text. */
  readonly text: string | undefined;
  readonly at: Path;
}

/** A text, or a list of them. */
export const said = z
  .union([
    z.string().transform((text): Said[] => [{ text, at: [] }]),
    z
      .array(orNothing(z.string()))
      .transform((texts) => texts.map((text, index): Said => ({ text, at: [index] }))),
  ])
  .catch([]);

/** A mapping from names at the top of the file. */
export interface Section<T> {
  /** False where the file leaves it out. */
  readonly given: boolean;
  /** False where it is no mapping: what refers to it cannot be judged. */
  readonly readable: boolean;
  readonly entries: Readonly<Record<string, T>>;
}

/** @param entry must accept anything, so that no entry's own error hides its name */
export const section = <T>(entry: z.ZodType<T>) =>
  z
    .record(z.string(), entry)
    .optional()
    .transform((entries): Section<T> => {
      return { given: entries !== undefined, readable: true, entries: entries ?? {} };
    })
    .catch({ given: true, readable: false, entries: {} });
