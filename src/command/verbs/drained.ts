import type { VerbSpec } from '../verb.ts';

export const drained: VerbSpec = {
  verb: 'drained',
  summary: 'members that rollouts hold out of service',
  words: [],
  options: [],
  example: 'drained',
  build: () => ({ verb: 'drained' }),
};
