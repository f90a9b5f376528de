import { kept } from '../../text/say.ts';
import { cluster } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const members: VerbSpec = {
  verb: 'members',
  zh: ['成员'],
  summary: kept`the members in every pool: weight, state, health`,
  words: [cluster],
  options: [],
  example: 'members web',
  build: (given) => ({ verb: 'members', cluster: given.word('cluster') }),
};
