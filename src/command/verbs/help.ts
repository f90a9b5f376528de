import type { VerbSpec } from '../verb.ts';

export const help: VerbSpec = {
  verb: 'help',
  zh: ['帮助'],
  summary: 'this list, or one command in full',
  words: [{ key: 'about', label: 'COMMAND', kind: 'name', optional: true }],
  options: [],
  example: 'help deploy',
  build: (given) => ({ verb: 'help', ...given.maybeWord('about') }),
};
