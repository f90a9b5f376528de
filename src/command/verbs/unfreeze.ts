import { kept } from '../../text/say.ts';
import { all, clusterOrAll } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const unfreeze: VerbSpec = {
  verb: 'unfreeze',
  zh: ['解冻'],
  summary: kept`end what freeze began`,
  words: [clusterOrAll],
  options: [all],
  example: 'unfreeze web',
  build: (given) => ({ verb: 'unfreeze', ...given.maybeWord('cluster') }),
};
