import { cluster } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const lock: VerbSpec = {
  verb: 'lock',
  summary: 'keep rollouts off a cluster',
  words: [cluster, { key: 'reason', label: 'REASON', kind: 'reason' }],
  options: [],
  example: 'lock web database move until noon',
  build: (given) => ({ verb: 'lock', cluster: given.word('cluster'), reason: given.word('reason') }),
};
