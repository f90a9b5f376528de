import { kept } from '../../text/say.ts';
import { all, clusterOrAll, maybeFor, reason } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const freeze: VerbSpec = {
  verb: 'freeze',
  zh: ['冻结'],
  summary: kept`let nothing be rolled, in a cluster or in all of them`,
  words: [clusterOrAll, maybeFor(kept`for 2h`), reason],
  options: [all],
  example: 'freeze --all for 2h incident at the provider',
  zhExample: '冻结 --全部 2小时 云厂商故障',
  build: (given) => ({
    verb: 'freeze',
    ...given.maybeWord('cluster'),
    ...given.maybeNumber('forMs'),
    reason: given.word('reason'),
  }),
};
