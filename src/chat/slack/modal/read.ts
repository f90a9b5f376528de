import { formatCommand, formatWord } from '../../../command/format.ts';
import { parseCommand } from '../../../command/parse.ts';
import { plain } from '../../../report/plain.ts';
import { say } from '../../../text/say.ts';
import { inputs } from './names.ts';
import type { FormView } from './payloads.ts';

/** A command line, or by input (its block_id) one sentence on what is wrong with it. */
export type Read = { readonly command: string } | { readonly errors: Readonly<Record<string, string>> };

/** The chosen cluster. */
export const clusterIn = (form: FormView): string | undefined => filled(form, inputs.cluster);

/**
 * The form as a `deploy` command. A release that is typed counts for more than one that is chosen. Whatever was typed
 * is one word of the command, and never more.
 */
export function readForm(form: FormView): Read {
  const cluster = clusterIn(form);
  if (cluster === undefined) return wrong(inputs.cluster, say`Choose a cluster.`);
  const release = filled(form, inputs.release) ?? filled(form, `${inputs.recent}${cluster}`);
  if (release === undefined) return wrong(inputs.release, say`Type a release, or choose a recent one.`);
  const line = `deploy ${formatWord(cluster)} ${formatWord(release)}`;
  const unread = problemOf(line);
  if (unread !== undefined) return wrong(inputs.release, unread);
  return withOptions(line, [optionOf(form, inputs.batch), optionOf(form, inputs.canary)].flat());
}

interface Option {
  readonly block: string;
  readonly words: string;
}

function optionOf(form: FormView, block: string): Option[] {
  const text = filled(form, block);
  return text === undefined ? [] : [{ block, words: `--${block} ${formatWord(text)}` }];
}

/** Each is read by itself first, so that what is wrong is told where it was typed. */
function withOptions(line: string, options: readonly Option[]): Read {
  const errors = options.flatMap(({ block, words }) => {
    const problem = problemOf(`${line} ${words}`);
    return problem === undefined ? [] : [[block, problem] as const];
  });
  if (errors.length > 0) return { errors: Object.fromEntries(errors) };
  const parsed = parseCommand([line, ...options.map(({ words }) => words)].join(' '));
  if ('problem' in parsed) return wrong(inputs.release, parsed.problem.text);
  return { command: formatCommand(parsed.command) };
}

const wrong = (block: string, text: string): Read => ({ errors: { [block]: text } });

function problemOf(line: string): string | undefined {
  const parsed = parseCommand(line);
  return 'problem' in parsed ? plain(parsed.problem.text, 200) : undefined;
}

function filled({ state }: FormView, block: string): string | undefined {
  for (const { value, selected_option } of Object.values(state.values[block] ?? {})) {
    const text = (value ?? selected_option?.value ?? '').trim();
    if (text !== '') return text;
  }
  return undefined;
}
