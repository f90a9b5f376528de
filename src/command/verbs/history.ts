import { kept } from '../../text/say.ts';
import { cluster } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const history: VerbSpec = {
  verb: 'history',
  zh: ['历史'],
  summary: kept`who rolled what, when, for how long, and how it ended`,
  words: [{ ...cluster, optional: true }],
  options: [],
  example: 'history web',
  build: (given) => ({ verb: 'history', ...given.maybeWord('cluster') }),
};
