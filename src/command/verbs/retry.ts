import { kept } from '../../text/say.ts';
import { maybeHost, rollout } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const retry: VerbSpec = {
  verb: 'retry',
  zh: ['重试'],
  summary: kept`try the failed step again`,
  words: [rollout, maybeHost],
  options: [],
  example: 'retry r12 web-03',
  build: (given) => ({ verb: 'retry', rollout: given.word('rollout'), ...given.maybeWord('host') }),
};
