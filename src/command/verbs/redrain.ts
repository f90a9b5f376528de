import { kept } from '../../text/say.ts';
import { host, rollout } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const redrain: VerbSpec = {
  verb: 'redrain',
  zh: ['重新摘流', '再摘'],
  summary: kept`take a host out again while its weight comes back by steps`,
  words: [rollout, host],
  options: [],
  example: 'redrain r12 web-03',
  build: (given) => ({ verb: 'redrain', rollout: given.word('rollout'), host: given.word('host') }),
};
