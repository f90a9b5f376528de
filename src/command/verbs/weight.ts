import { kept } from '../../text/say.ts';
import { cluster, members } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const weight: VerbSpec = {
  verb: 'weight',
  zh: ['权重'],
  summary: kept`give members another weight, for good`,
  words: [cluster, members, { key: 'weight', label: 'N', kind: 'number' }],
  options: [],
  example: 'weight web web-03 50',
  build: (given) => ({
    verb: 'weight',
    cluster: given.word('cluster'),
    members: given.names('members'),
    weight: given.number('weight'),
  }),
};
