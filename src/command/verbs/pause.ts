import { kept } from '../../text/say.ts';
import { rollout } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const pause: VerbSpec = {
  verb: 'pause',
  zh: ['暂停'],
  summary: kept`begin no further host until resumed`,
  words: [rollout],
  options: [],
  example: 'pause r12',
  build: (given) => ({ verb: 'pause', rollout: given.word('rollout') }),
};
