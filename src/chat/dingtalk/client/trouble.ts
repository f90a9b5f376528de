import { Failure, type FailureKind } from '../../../model/failure.ts';
import { plain } from '../../../report/plain.ts';
import { kept } from '../../../text/say.ts';

/** Why DingTalk did not do what it was asked. `code` is its own error code, or the connection's. */
export type DingTalkTrouble =
  /** It did nothing: ask again after this time, in milliseconds. */
  | { readonly kind: 'ratelimited'; readonly retryAfterMs: number; readonly code: string }
  /** No answer, or none that makes sense. `done: 'no'`: it certainly did not take effect; else nobody knows. */
  | { readonly kind: 'away'; readonly done: 'no' | 'unknown'; readonly code: string }
  /** It said no, and will again. */
  | { readonly kind: 'refused'; readonly code: string; readonly message?: string };

/** What everything that asks DingTalk throws. */
export class DingTalkFailure extends Failure {
  readonly method: string;
  readonly trouble: DingTalkTrouble;

  constructor(method: string, trouble: DingTalkTrouble, cause?: unknown) {
    super(kindOf(trouble), 'DingTalk', sentence(method, trouble), {
      retryable: trouble.kind !== 'refused',
      cause,
    });
    this.method = method;
    this.trouble = trouble;
  }
}

/** The access token is not taken (any more): a new one is asked for once. */
export const tokenCodes = ['InvalidAuthentication', 'InvalidParameter.AccessToken'];

/** The app itself is not accepted, or lacks a permission: no message can go out until somebody mends it. */
export const appCodes = [
  ...tokenCodes,
  'invalidClientIdOrSecret',
  'Forbidden.AccessDenied.AccessTokenPermissionDenied',
  'Forbidden.AccessDenied.IpNotInWhiteList',
];

/** No connection was made, so nothing was sent. */
const unsent = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

export function troubleOfConnection(error: unknown): DingTalkTrouble {
  const code = codeOf(error);
  return { kind: 'away', done: unsent.includes(code) ? 'no' : 'unknown', code };
}

/** fetch says "fetch failed", and the reason is its cause. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error.cause instanceof Error) return codeOf(error.cause);
  return error.name;
}

const timedOut = ['TimeoutError', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_CONNECT_TIMEOUT'];

function kindOf(trouble: DingTalkTrouble): FailureKind {
  if (trouble.kind === 'away') return timedOut.includes(trouble.code) ? 'timeout' : 'unreachable';
  if (trouble.kind === 'ratelimited') return 'failed';
  return appCodes.includes(trouble.code) ? 'denied' : 'invalid';
}

function sentence(method: string, trouble: DingTalkTrouble): string {
  const code = plain(trouble.code, 100);
  if (trouble.kind === 'ratelimited')
    return kept`DingTalk wants a pause of ${trouble.retryAfterMs / 1000} s before ${method} (${code})`;
  if (trouble.kind === 'away') return kept`DingTalk did not answer ${method} (${code})`;
  if (trouble.code === 'invalidClientIdOrSecret')
    return kept`DingTalk does not accept the app (chat.dingtalk.clientId and clientSecret)`;
  return trouble.message === undefined
    ? kept`DingTalk refused ${method}: ${code}`
    : kept`DingTalk refused ${method}: ${code}: ${plain(trouble.message, 200)}`;
}
