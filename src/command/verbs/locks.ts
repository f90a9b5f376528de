import type { VerbSpec } from '../verb.ts';

export const locks: VerbSpec = {
  verb: 'locks',
  summary: 'who holds which cluster',
  words: [],
  options: [],
  example: 'locks',
  build: () => ({ verb: 'locks' }),
};
