import { kept } from '../../text/say.ts';
import { hosts, overrideFreeze, plan, release, subject } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const rollback: VerbSpec = {
  verb: 'rollback',
  zh: ['回滚', '回退'],
  summary: kept`go back to the release that ran before, host by host as recorded`,
  words: [subject, { ...release, optional: true }],
  options: [hosts, plan, overrideFreeze],
  example: 'rollback r12',
  build: (given) => ({
    verb: 'rollback',
    subject: given.word('subject'),
    ...given.maybeWord('release'),
    ...given.maybeNames('hosts'),
    planOnly: given.flag('planOnly'),
    ...given.maybeWord('overrideFreeze'),
  }),
};
