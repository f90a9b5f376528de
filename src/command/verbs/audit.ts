import { kept } from '../../text/say.ts';
import type { VerbSpec } from '../verb.ts';

export const audit: VerbSpec = {
  verb: 'audit',
  zh: ['审计'],
  summary: kept`who asked for, decided and changed what, also as a CSV file`,
  words: [],
  options: [
    {
      key: 'sinceMs',
      name: 'since',
      zh: '最近',
      kind: 'duration',
      label: '7d',
      summary: kept`only what is younger`,
    },
    {
      key: 'person',
      name: 'person',
      zh: '人员',
      kind: 'name',
      label: kept`NAME`,
      summary: kept`only what this person did`,
    },
  ],
  example: 'audit --since 7d --person alice',
  build: (given) => ({ verb: 'audit', ...given.maybeNumber('sinceMs'), ...given.maybeWord('person') }),
};
