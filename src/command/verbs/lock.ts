import { kept } from '../../text/say.ts';
import { cluster, maybeFor, reason } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const lock: VerbSpec = {
  verb: 'lock',
  zh: ['锁定', '加锁'],
  summary: kept`keep rollouts off a cluster`,
  words: [cluster, maybeFor(kept`for 2h`), reason],
  options: [
    {
      key: 'steal',
      name: 'steal',
      zh: '抢占',
      kind: 'flag',
      summary: kept`also from who has it: a rollout that does stops at once, and changes nothing more`,
    },
  ],
  example: 'lock web for 2h database move',
  zhExample: '锁定 web 2小时 数据库迁移',
  build: (given) => ({
    verb: 'lock',
    cluster: given.word('cluster'),
    ...given.maybeNumber('forMs'),
    reason: given.word('reason'),
    ...(given.flag('steal') && { steal: true }),
  }),
};
