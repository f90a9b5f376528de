import { kept } from '../../text/say.ts';
import { rollout } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const resume: VerbSpec = {
  verb: 'resume',
  zh: ['继续'],
  summary: kept`go on after a pause`,
  words: [rollout],
  options: [],
  example: 'resume r12',
  build: (given) => ({ verb: 'resume', rollout: given.word('rollout') }),
};
