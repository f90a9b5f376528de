import { kept } from '../../text/say.ts';
import { cluster } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const unlock: VerbSpec = {
  verb: 'unlock',
  zh: ['解锁'],
  summary: kept`take a person's lock off a cluster`,
  words: [cluster],
  options: [],
  example: 'unlock web',
  build: (given) => ({ verb: 'unlock', cluster: given.word('cluster') }),
};
