import { z } from 'zod';

/** Numbers of the API's: written as text in some replies, as numbers in others. */
export const whole = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]);

/** Text that may be left out, or be empty, which means the same. */
export const some = z
  .string()
  .optional()
  .transform((text) => text || undefined);
