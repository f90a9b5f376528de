import { kept } from '../../text/say.ts';
import { cluster, members } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const enable: VerbSpec = {
  verb: 'enable',
  zh: ['启用', '恢复'],
  summary: kept`give members back with the weight and state that they had`,
  words: [cluster, members],
  options: [
    {
      key: 'anyway',
      name: 'unverified',
      zh: '不核实',
      kind: 'flag',
      summary: kept`also where it does not prove to be well`,
    },
  ],
  example: 'enable web web-03',
  build: (given) => ({
    verb: 'enable',
    cluster: given.word('cluster'),
    members: given.names('members'),
    anyway: given.flag('anyway'),
  }),
};
