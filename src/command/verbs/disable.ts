import { kept } from '../../text/say.ts';
import { cluster, maybeFor, members, reason } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const disable: VerbSpec = {
  verb: 'disable',
  zh: ['禁用', '摘除'],
  summary: kept`take members out of service, for a time or until they are enabled`,
  words: [cluster, members, maybeFor(kept`for 30m`), reason],
  options: [],
  example: 'disable web web-03,web-04 for 30m kernel panic',
  zhExample: '禁用 web web-03,web-04 30分钟 内核崩溃',
  build: (given) => ({
    verb: 'disable',
    cluster: given.word('cluster'),
    members: given.names('members'),
    ...given.maybeNumber('forMs'),
    reason: given.word('reason'),
  }),
};
