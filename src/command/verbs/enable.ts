import { cluster, member } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const enable: VerbSpec = {
  verb: 'enable',
  summary: 'give a member back with the weight and state that it had',
  words: [cluster, member],
  options: [
    { key: 'anyway', name: 'unverified', kind: 'flag', summary: 'also where it does not prove to be well' },
  ],
  example: 'enable web web-03',
  build: (given) => ({
    verb: 'enable',
    cluster: given.word('cluster'),
    member: given.word('member'),
    anyway: given.flag('anyway'),
  }),
};
