import { hosts, plan, release } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const rollback: VerbSpec = {
  verb: 'rollback',
  summary: 'go back to the release that ran before, host by host as recorded',
  words: [
    { key: 'subject', label: 'CLUSTER|ID', kind: 'name' },
    { ...release, optional: true },
  ],
  options: [hosts, plan],
  example: 'rollback r12',
  build: (given) => ({
    verb: 'rollback',
    subject: given.word('subject'),
    ...given.maybeWord('release'),
    ...given.maybeNames('hosts'),
    planOnly: given.flag('planOnly'),
  }),
};
