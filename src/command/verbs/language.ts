import { languageOf } from '../../text/language.ts';
import { kept } from '../../text/say.ts';
import type { VerbSpec } from '../verb.ts';

export const language: VerbSpec = {
  verb: 'language',
  zh: ['语言'],
  summary: kept`in which language the bot answers you`,
  words: [{ key: 'language', label: 'en|zh-CN', kind: 'language', optional: true }],
  options: [],
  example: 'language zh-CN',
  build(given) {
    const wanted = languageOf(given.maybeWord('language').language);
    return { verb: 'language', ...(wanted && { language: wanted }) };
  },
};
