import { kept } from '../../text/say.ts';
import { host, rollout } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const skip: VerbSpec = {
  verb: 'skip',
  zh: ['跳过'],
  summary: kept`go on without this host`,
  words: [rollout, host],
  options: [],
  example: 'skip r12 web-03',
  build: (given) => ({ verb: 'skip', rollout: given.word('rollout'), host: given.word('host') }),
};
