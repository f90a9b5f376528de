import { cluster, member } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const weight: VerbSpec = {
  verb: 'weight',
  summary: 'give a member another weight, for good',
  words: [cluster, member, { key: 'weight', label: 'N', kind: 'number' }],
  options: [],
  example: 'weight web web-03 50',
  build: (given) => ({
    verb: 'weight',
    cluster: given.word('cluster'),
    member: given.word('member'),
    weight: given.number('weight'),
  }),
};
