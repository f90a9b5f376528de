import { kept } from '../../text/say.ts';
import type { VerbSpec } from '../verb.ts';

export const drained: VerbSpec = {
  verb: 'drained',
  zh: ['摘除列表', '已摘除'],
  summary: kept`members that are held out of service: by whom, why, since when`,
  words: [],
  options: [],
  example: 'drained',
  build: () => ({ verb: 'drained' }),
};
