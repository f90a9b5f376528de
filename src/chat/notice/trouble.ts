import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import type { Trouble } from '../deliver/platform.ts';

/** What sending a notice throws. */
export class NoticeFailure extends Failure {
  readonly trouble: Trouble;

  constructor(target: string, trouble: Trouble, cause?: unknown) {
    super(trouble.kind === 'refused' ? 'invalid' : 'unreachable', target, sentence(target, trouble), {
      cause,
    });
    this.trouble = trouble;
  }
}

function sentence(target: string, trouble: Trouble): string {
  if (trouble.kind === 'ratelimited')
    return kept`${target} wants a pause of ${trouble.retryAfterMs / 1000} s`;
  if (trouble.kind === 'away') return kept`${target} did not answer`;
  return kept`${target} refused a notice: ${trouble.code}`;
}

/** No connection was made, so nothing was sent. */
const unsent = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

export function troubleOfConnection(error: unknown): Trouble {
  const code = codeOf(error);
  return { kind: 'away', done: unsent.includes(code) ? 'no' : 'unknown' };
}

/** fetch says "fetch failed", and the reason is its cause. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause instanceof Error ? codeOf(error.cause) : '';
}
