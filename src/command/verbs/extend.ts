import { kept } from '../../text/say.ts';
import type { VerbSpec } from '../verb.ts';

export const extend: VerbSpec = {
  verb: 'extend',
  zh: ['延长'],
  summary: kept`keep a disabled member out for longer`,
  words: [
    { key: 'override', label: 'ID', kind: 'id' },
    { key: 'forMs', label: kept`DURATION`, kind: 'duration' },
  ],
  options: [],
  example: 'extend o5 30m',
  build: (given) => ({ verb: 'extend', override: given.word('override'), forMs: given.number('forMs') }),
};
