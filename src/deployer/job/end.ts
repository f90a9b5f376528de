import { constants } from 'node:os';
import type { JobEnd } from '../../model/deploy.ts';
import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';

/**
 * The end of a job, from what its host tells after the mark.
 * @throws Failure `missing` where the host knows no such job, `failed` where it went without a trace (a reboot)
 */
export function readEnd(words: string, host: string, jobId: string): JobEnd {
  const [kind, code = '', command = '', reason] = words.trim().split(' ');
  if (kind === 'absent') throw new Failure('missing', host, kept`${host} knows no job ${jobId}.`);
  if (kind !== 'end') throw new Failure('failed', host, goneText(host, jobId, code), { retryable: false });
  const stopped = reason === 'timeout' || reason === 'asked' ? { stopped: reason } : {};
  return { ...codeOrSignal(Number(code)), failedCommand: Number(command), ...stopped } as JobEnd;
}

const goneText = (host: string, jobId: string, command: string): string =>
  kept`The job ${jobId} on ${host} was lost while its command ${command} ran: the host was restarted, or the job's runner was killed. How far the command came is not known, and what it started may still run.`;

/**
 * A shell tells a signal as 128 + its number. 129 (HUP) stays a code: nothing hangs up on a job, and programs use it
 * as a code of their own (git: wrong usage).
 */
function codeOrSignal(code: number): Pick<JobEnd, 'exitCode' | 'signal'> {
  const names = Object.entries(constants.signals);
  const signal = code > 129 ? names.find(([, number]) => number === code - 128)?.[0] : undefined;
  return signal === undefined ? { exitCode: code, signal: null } : { exitCode: null, signal };
}
