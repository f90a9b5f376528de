import { kept } from '../../text/say.ts';
import { rollout } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const abort: VerbSpec = {
  verb: 'abort',
  zh: ['中止', '终止'],
  summary: kept`stop before the next change; drained hosts get their weight back`,
  words: [rollout],
  options: [],
  example: 'abort r12',
  build: (given) => ({ verb: 'abort', rollout: given.word('rollout') }),
};
