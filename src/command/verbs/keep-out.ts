import { kept } from '../../text/say.ts';
import { maybeHost, rollout } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const keepOut: VerbSpec = {
  verb: 'keep-out',
  zh: ['留在池外', '不恢复'],
  summary: kept`leave a host out of its pools after the bot died under it`,
  words: [rollout, maybeHost],
  options: [],
  example: 'keep-out r12 web-03',
  build: (given) => ({ verb: 'keep-out', rollout: given.word('rollout'), ...given.maybeWord('host') }),
};
