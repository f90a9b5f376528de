import { cluster, maybeFor, member, reason } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const disable: VerbSpec = {
  verb: 'disable',
  summary: 'take a member out of service, for a time or until it is enabled',
  words: [cluster, member, maybeFor('30m'), reason],
  options: [],
  example: 'disable web web-03 for 30m kernel panic',
  build: (given) => ({
    verb: 'disable',
    cluster: given.word('cluster'),
    member: given.word('member'),
    ...given.maybeNumber('forMs'),
    reason: given.word('reason'),
  }),
};
