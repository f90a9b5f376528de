import { kept } from '../../text/say.ts';
import { maybeHost, rollout } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const promote: VerbSpec = {
  verb: 'promote',
  zh: ['放行'],
  summary: kept`pass the canary, or proceed where the bot asks`,
  words: [rollout, maybeHost],
  options: [],
  example: 'promote r12',
  build: (given) => ({ verb: 'promote', rollout: given.word('rollout'), ...given.maybeWord('host') }),
};
