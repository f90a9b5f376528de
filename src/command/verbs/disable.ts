import { cluster, maybeFor, members, reason } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const disable: VerbSpec = {
  verb: 'disable',
  zh: ['禁用', '摘除'],
  summary: 'take members out of service, for a time or until they are enabled',
  words: [cluster, members, maybeFor('30m'), reason],
  options: [],
  example: 'disable web web-03,web-04 for 30m kernel panic',
  build: (given) => ({
    verb: 'disable',
    cluster: given.word('cluster'),
    members: given.names('members'),
    ...given.maybeNumber('forMs'),
    reason: given.word('reason'),
  }),
};
