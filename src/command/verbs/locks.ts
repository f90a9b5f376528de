import { kept } from '../../text/say.ts';
import type { VerbSpec } from '../verb.ts';

export const locks: VerbSpec = {
  verb: 'locks',
  zh: ['锁', '锁列表'],
  summary: kept`who holds which cluster`,
  words: [],
  options: [],
  example: 'locks',
  build: () => ({ verb: 'locks' }),
};
