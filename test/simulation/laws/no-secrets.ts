import { isDeepStrictEqual } from 'node:util';
import { Secret } from '../../../src/model/secret.ts';
import type { Evidence } from '../evidence.ts';
import { commands, secretText } from '../world.ts';

/** 8. Nothing typed in chat reaches a shell unquoted; no secret reaches a log, a message or the journal. */
export const nothingLeaks = (evidence: Evidence): string[] => [
  ...evidence.runs.flatMap(({ job, host }) => [
    ...(isDeepStrictEqual(job.commands, commands) ? [] : [`${host} was to run ${job.commands.join('; ')}`]),
    ...(job.variables.TOKEN instanceof Secret ? [] : [`${host} got its secret in the open`]),
  ]),
  ...shown(evidence).flatMap(([where, what]) =>
    JSON.stringify(what).includes(secretText) ? [`the secret is in ${where}`] : [],
  ),
];

const shown = ({ journal, said, told, log, output }: Evidence): [string, unknown][] => [
  ['the journal', journal],
  ['an answer', said.map(({ answer, error }) => [answer, String(error)])],
  ['a message', told],
  ['the log', log],
  ['the output', output],
];
