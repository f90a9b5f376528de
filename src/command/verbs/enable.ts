import { cluster } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const enable: VerbSpec = {
  verb: 'enable',
  summary: 'give a member back with the weight and state that it had',
  words: [cluster, { key: 'member', label: 'MEMBER', kind: 'name' }],
  options: [],
  example: 'enable web web-03',
  build: (given) => ({ verb: 'enable', cluster: given.word('cluster'), member: given.word('member') }),
};
