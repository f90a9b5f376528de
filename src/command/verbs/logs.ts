import { kept } from '../../text/say.ts';
import { maybeHost, rollout } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const logs: VerbSpec = {
  verb: 'logs',
  zh: ['日志'],
  summary: kept`what the deploy commands printed`,
  words: [rollout, maybeHost],
  options: [],
  example: 'logs r12 web-03',
  build: (given) => ({ verb: 'logs', rollout: given.word('rollout'), ...given.maybeWord('host') }),
};
