import { kept } from '../../text/say.ts';
import { maybeHash, rollout } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const approve: VerbSpec = {
  verb: 'approve',
  zh: ['批准', '同意'],
  summary: kept`let begin what waits for it: a rollout, or taking a member out`,
  words: [rollout, maybeHash],
  options: [],
  example: 'approve r12 4f2a91c0',
  build: (given) => ({ verb: 'approve', rollout: given.word('rollout'), ...given.maybeWord('hash') }),
};
