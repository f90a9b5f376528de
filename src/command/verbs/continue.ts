import { kept } from '../../text/say.ts';
import { maybeHost, rollout } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const continueIt: VerbSpec = {
  verb: 'continue',
  zh: ['接着做'],
  summary: kept`go on with a host after the bot died under it`,
  words: [rollout, maybeHost],
  options: [],
  example: 'continue r12 web-03',
  build: (given) => ({ verb: 'continue', rollout: given.word('rollout'), ...given.maybeWord('host') }),
};
