import { kept } from '../../text/say.ts';
import type { VerbSpec } from '../verb.ts';

export const doctor: VerbSpec = {
  verb: 'doctor',
  zh: ['体检', '诊断'],
  summary: kept`compare journal, locks and balancers: what is wrong, and the command that mends it`,
  words: [],
  options: [],
  example: 'doctor',
  build: () => ({ verb: 'doctor' }),
};
