import { createHash, randomBytes } from 'node:crypto';
import type { Job } from '../../model/deploy.ts';
import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import { exports, quote } from '../../transport/quote.ts';
import { library } from './shell/library.ts';
import { clock, runnerBody, runnerHead } from './shell/runner.ts';
import { claim, detach, launch } from './shell/start.ts';
import { ask, follow, stop } from './shell/watch.ts';

/** What all scripts of one deployer have in common. */
export interface ScriptSettings {
  /** The shell's words on the host. */
  readonly shell: readonly string[];
  /** The state folder on the host; by default `$XDG_STATE_HOME/rollout` or `~/.local/state/rollout`. */
  readonly stateDir?: string;
  /** Between TERM and KILL, in milliseconds. */
  readonly graceMs: number;
}

/** A command is one argument of a process: Linux allows 128 KiB. */
const longestCommand = 100 * 1024;

/** @throws Failure `invalid` for an id that is no file name, or commands that no shell can take */
export function checkJob(job: Job): void {
  const invalid = (message: string): Failure => new Failure('invalid', job.id, message);
  if (!/^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/.test(job.id)) {
    throw invalid(
      kept`${JSON.stringify(job.id)} cannot be a job's id: letters, digits and . _ : - (at most 128).`,
    );
  }
  if (!Number.isSafeInteger(job.epoch) || job.epoch < 0)
    throw invalid(kept`${job.epoch} cannot be an epoch.`);
  for (const command of job.commands) {
    if (Buffer.byteLength(command) > longestCommand) throw invalid(kept`A command is longer than 100 KiB.`);
  }
}

/** Begins the line that tells a job's end. Known from the id alone, and nothing prints it by chance. */
export const markOf = (jobId: string): string =>
  `rollout-job-${createHash('sha256').update(jobId).digest('hex').slice(0, 32)}`;

/** A cluster as a folder's name. */
function clusterFolder({ scope: name }: Job): string {
  if (/^[A-Za-z0-9._-]{1,100}$/.test(name)) return `c-${name}`;
  return `h-${createHash('sha256').update(name).digest('hex')}`;
}

const assign = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `ro_${name}=${quote(String(value))}`)
    .join('\n');

/** A script without its comments and indentation: hosts read it byte by byte. */
const compact = (script: string): string => script.replace(/^[ ]*(#.*)?\n?/gm, '');

const common = (settings: ScriptSettings, jobId: string): string =>
  `${compact(library)}${assign({
    id: jobId,
    first: settings.stateDir ?? '',
    shell: settings.shell.join(' '),
    grace: Math.ceil(settings.graceMs / 100),
    mark: markOf(jobId),
  })}`;

/** The whole runner of a job: the only text that holds its variables. */
export function runnerScript(settings: ScriptSettings, job: Job, nonce: string): string {
  const limit = Math.max(1, Math.ceil(job.timeoutMs / 1000));
  return [
    common(settings, job.id),
    assign({ cluster: clusterFolder(job), epoch: job.epoch, limit, nonce }),
    runnerHead,
    clock,
    compact(runnerBody),
    `ro_variables() {\n:\n${exports(job.variables)}\n}`,
    ...job.commands.map((command, index) => `ro_step ${index + 1} ${quote(command)}`), // not shown
    'ro_finish 0 0',
  ].join('\n');
}

/**
 * Starts a job, or finds it. Prints one line: `launched`, `found`, `older N` or `error KIND TEXT`.
 * @param place what puts uploaded files into their place, right before the job is launched
 */
export function startScript(settings: ScriptSettings, job: Job, place = ''): string {
  const nonce = randomBytes(8).toString('hex');
  const runner = runnerScript(settings, job, nonce);
  return [
    common(settings, job.id),
    detach,
    assign({ cluster: clusterFolder(job), epoch: job.epoch, nonce, runner }),
    claim,
    place,
    launch,
  ].join('\n');
}

/** Looks whether the job may be started: `found`, `older N`, `error KIND TEXT`, or what `ready` prints. */
export const lookScript = (settings: ScriptSettings, job: Job, ready: string): string =>
  [common(settings, job.id), assign({ cluster: clusterFolder(job), epoch: job.epoch }), claim, ready].join(
    '\n',
  );

export const followScript = (settings: ScriptSettings, jobId: string, from: number): string =>
  `${common(settings, jobId)}\n${assign({ from })}\n${follow}`;

export const stopScript = (settings: ScriptSettings, jobId: string, reason: 'timeout' | 'asked'): string =>
  `${common(settings, jobId)}\n${assign({ reason })}\n${stop}`;

export const askScript = (settings: ScriptSettings, command: string): string =>
  `${detach}\n${assign({ shell: settings.shell.join(' '), text: command })}\n${ask}`;
