import { kept } from '../../text/say.ts';
import { batch, canary, cluster, hosts, overrideFreeze, plan, release } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const deploy: VerbSpec = {
  verb: 'deploy',
  zh: ['发布', '部署'],
  summary: kept`roll a release over a cluster: plan, approve, roll`,
  words: [cluster, release],
  options: [hosts, batch, canary, plan, overrideFreeze],
  example: 'deploy web v1.42 --batch 25% --canary 1',
  build: (given) => ({
    verb: 'deploy',
    cluster: given.word('cluster'),
    release: given.word('release'),
    ...given.maybeNames('hosts'),
    ...given.maybeAmount('batch'),
    ...given.maybeAmount('canary'),
    planOnly: given.flag('planOnly'),
    ...given.maybeWord('overrideFreeze'),
  }),
};
