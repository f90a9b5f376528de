import type { VerbSpec } from '../verb.ts';

export const status: VerbSpec = {
  verb: 'status',
  summary: 'how everything, a cluster or a rollout stands',
  words: [{ key: 'subject', label: 'CLUSTER|ID', kind: 'name', optional: true }],
  options: [],
  example: 'status web',
  build: (given) => ({ verb: 'status', ...given.maybeWord('subject') }),
};
