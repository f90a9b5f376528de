import type { Job } from '../../model/deploy.ts';
import { Failure, type FailureKind } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import type { Collected } from '../../transport/collect.ts';

/** What a host answered to a start or a look. */
export type Answer =
  | { readonly kind: 'launched' | 'found' }
  | { readonly kind: 'ready' | 'silent'; readonly text: string };

const failureKinds: readonly FailureKind[] = ['failed', 'missing', 'invalid', 'denied'];

/**
 * Reads the first line of an answer. `silent`: the script ended without a word, as it does where another start of the
 * same job was quicker; its text is what stood on standard error.
 * @throws Failure `lost-lock` for an older epoch, and what the host itself calls an error
 */
export function readAnswer(collected: Collected, host: string, job: Job): Answer {
  const line = collected.stdout.split('\n', 1)[0] ?? '';
  const [word = '', ...rest] = line.split(' ');
  if (word === 'launched' || word === 'found') return { kind: word };
  if (word === 'ready') return { kind: 'ready', text: rest.join(' ') };
  if (word === 'older') throw olderEpoch(host, job, rest.join(' '));
  if (word === 'error') throw hostError(host, job, rest[0] ?? '', rest.slice(1).join(' '), collected.stderr);
  return { kind: 'silent', text: collected.stderr.trim() };
}

function olderEpoch(host: string, job: Job, newest: string): Failure {
  const message = kept`${host} refused the job ${job.id}: it was ordered under epoch ${job.epoch}, and the host has seen epoch ${newest}. Another rollout holds the cluster now.`;
  return new Failure('lost-lock', host, message);
}

function hostError(host: string, job: Job, word: string, text: string, stderr: string): Failure {
  const kind = failureKinds.find((known) => known === word) ?? 'failed';
  const more = stderr.trim();
  const message =
    more === ''
      ? kept`${host} did not start the job ${job.id}: ${text}.`
      : kept`${host} did not start the job ${job.id}: ${text} (${more}).`;
  return new Failure(kind, host, message);
}
