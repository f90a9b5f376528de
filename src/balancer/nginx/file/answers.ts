import { Failure, type FailureKind } from '../../../model/failure.ts';
import type { NginxInstance } from '../../../model/provider/nginx.ts';
import { kept } from '../../../text/say.ts';
import type { Ran } from '../../../transport/run.ts';

/** The word with which a script ended, and the lines after it. */
export interface Answer {
  readonly word: string;
  readonly text: string;
}

/** Who answered, for messages. */
export interface Told {
  /** `lb1` */
  readonly target: string;
  readonly instance: NginxInstance;
}

type Meaning = readonly [FailureKind, (told: Told, text: string) => string];

/** What the scripts say when they can't go on (scripts.ts). Nothing was changed by then, or it was put back. */
const meanings: Readonly<Record<string, Meaning>> = {
  nofile: [
    'missing',
    ({ target, instance }) => kept`${target} has no file ${instance.file} that the bot may see.`,
  ],
  unreadable: [
    'denied',
    ({ target, instance }) => kept`The bot's user may not read ${instance.file} of ${target}.`,
  ],
  stopped: [
    'unreachable',
    ({ target, instance }) =>
      kept`nginx does not run on ${target}: ${instance.pidFile} names no master process that the bot may see.`,
  ],
  lacks: [
    'missing',
    ({ target }, text) => kept`${target} has no command ${text}, which the bot needs there.`,
  ],
  locked: [
    'timeout',
    ({ target, instance }) =>
      kept`Another change of ${instance.file} is under way on ${target}; nothing was changed.`,
  ],
  unwritable: [
    'denied',
    ({ target, instance }, text) =>
      kept`The bot's user may not replace ${instance.file} of ${target}: ${text}.`,
  ],
  owner: [
    'denied',
    ({ target, instance }) =>
      kept`${instance.file} of ${target} can't be replaced with its owner and mode kept; log in as its owner, or use \`sudo\`.`,
  ],
  failed: [
    'failed',
    ({ target, instance }, text) => kept`${instance.file} of ${target} could not be written: ${text}.`,
  ],
  cut: [
    'unreachable',
    ({ target, instance }) =>
      kept`The new content of ${instance.file} did not reach ${target} whole; nothing was changed.`,
  ],
  uncounted: [
    'failed',
    ({ target }) => kept`The connections of nginx on ${target} can't be counted in its /proc.`,
  ],
  foreign: [
    'missing',
    ({ target, instance }) =>
      kept`nginx on ${target} does not read ${instance.file}: no \`include\` of its configuration names it.`,
  ],
  unloaded: [
    'ineffective',
    ({ target, instance }) =>
      kept`nginx on ${target} took the order to reload ${instance.file}, but its old workers go on; the former content is back. Its error log tells why, unless ${instance.pidFile} is another nginx's.`,
  ],
};

/**
 * @param expected words that are no failure
 * @throws Failure for all others, `denied` where sudo refuses
 */
export function readAnswer(ran: Ran, told: Told, expected: readonly string[]): Answer {
  const [word = '', ...lines] = ran.stdout.split('\n');
  const text = lines.join('\n').trimEnd();
  if (expected.includes(word)) return { word, text };
  if (word === 'refused') throw refused(text, told);
  const [kind, says] = meanings[word] ?? [];
  if (kind && says) throw new Failure(kind, told.target, says(told, text));
  throw unreadable(ran, told);
}

/** nginx's own first complaint, by its level; some builds begin the line with `nginx:`, some with the time. */
const complaint = /(\[(?:emerg|alert|crit|error)\] )(?:\d+#\d+: )?(.*)/;

function refused(text: string, { target, instance }: Told): Failure {
  const [, level = '', reason = text.trim().split('\n').at(-1) ?? ''] = complaint.exec(text) ?? [];
  const line = `${level}${reason}`;
  const kind = /\((13: Permission denied|1: Operation not permitted)\)/.test(line) ? 'denied' : 'failed';
  const said = kept`nginx on ${target} refused its configuration, and ${instance.file} is as it was: "${line.slice(0, 500)}"`;
  return new Failure(kind, target, said);
}

/** A script that said none of its words: sudo did not let it run, or the machine is unlike others. */
function unreadable({ exitCode, stderr }: Ran, { target }: Told): Failure {
  const line = stderr.trim().split('\n').at(-1)?.slice(0, 300) ?? '';
  if (line.startsWith('sudo:'))
    return new Failure(
      'denied',
      target,
      kept`${target} does not let the bot use sudo without a password: "${line}"`,
    );
  return new Failure('failed', target, kept`A script on ${target} ended with ${exitCode}: "${line}"`);
}
