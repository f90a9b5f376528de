import { kept } from '../../text/say.ts';
import { maybeHash, rollout } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const reject: VerbSpec = {
  verb: 'reject',
  zh: ['拒绝', '驳回'],
  summary: kept`drop what waits for approval`,
  words: [rollout, maybeHash],
  options: [],
  example: 'reject r12 4f2a91c0',
  build: (given) => ({ verb: 'reject', rollout: given.word('rollout'), ...given.maybeWord('hash') }),
};
