import { kept } from '../../text/say.ts';
import { subject } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const status: VerbSpec = {
  verb: 'status',
  zh: ['状态'],
  summary: kept`how everything, a cluster or a rollout stands`,
  words: [{ ...subject, optional: true }],
  options: [],
  example: 'status web',
  build: (given) => ({ verb: 'status', ...given.maybeWord('subject') }),
};
