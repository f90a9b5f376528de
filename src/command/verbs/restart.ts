import { kept } from '../../text/say.ts';
import { batch, cluster, hosts, overrideFreeze, plan } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const restart: VerbSpec = {
  verb: 'restart',
  zh: ['重启'],
  summary: kept`restart a cluster, host by host, on the release that it has`,
  words: [cluster],
  options: [hosts, batch, plan, overrideFreeze],
  example: 'restart web --hosts web-01,web-02',
  build: (given) => ({
    verb: 'restart',
    cluster: given.word('cluster'),
    ...given.maybeNames('hosts'),
    ...given.maybeAmount('batch'),
    planOnly: given.flag('planOnly'),
    ...given.maybeWord('overrideFreeze'),
  }),
};
