import type { z } from 'zod';

/**
 * All parts of a statistics answer that have a form. They stand under `entries`, each under its own URL and
 * `nestedStats`, or without all that in BIG-IP 11: so they are looked for wherever they are, outer ones first.
 */
export function partsOf<T extends z.ZodType>(form: T, answer: unknown): readonly z.output<T>[] {
  const part = form.safeParse(answer);
  if (part.success) return [part.data];
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.values(answer).flatMap((inner) => partsOf(form, inner));
}
