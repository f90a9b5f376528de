import type { Tone } from '../../model/card.ts';

/** A sign for a tone, so that no meaning hangs on colour. */
export const signOf: Readonly<Record<Tone, string>> = { plain: '·', good: '✓', warning: '!', bad: '✗' };

/** The sign before a title. */
export const titleSignOf: Readonly<Record<Tone, string>> = { ...signOf, plain: '●' };
