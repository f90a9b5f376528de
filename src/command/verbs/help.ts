import { kept } from '../../text/say.ts';
import type { VerbSpec } from '../verb.ts';

export const help: VerbSpec = {
  verb: 'help',
  zh: ['帮助'],
  summary: kept`this list, or one command in full`,
  words: [{ key: 'about', label: kept`COMMAND`, kind: 'name', optional: true }],
  options: [],
  example: 'help deploy',
  build: (given) => ({ verb: 'help', ...given.maybeWord('about') }),
};
