import { webApi } from '@slack/bolt';
import { z } from 'zod';
import { Failure, type FailureKind } from '../../../model/failure.ts';
import { plain } from '../../../report/plain.ts';
import { kept } from '../../../text/say.ts';

/** Why Slack did not do what it was asked. `code` is Slack's own error code, or the connection's. */
export type SlackTrouble =
  /** It did nothing: ask again after this time, in milliseconds. */
  | { readonly kind: 'ratelimited'; readonly retryAfterMs: number; readonly code: string }
  /** No answer, or none that makes sense. `done: 'no'`: it certainly did not take effect; else nobody knows. */
  | { readonly kind: 'away'; readonly done: 'no' | 'unknown'; readonly code: string }
  /** It said no, and will again. */
  | { readonly kind: 'refused'; readonly code: string; readonly needed?: string };

/** What every method of the client throws. */
export class SlackFailure extends Failure {
  readonly method: string;
  readonly trouble: SlackTrouble;

  constructor(method: string, trouble: SlackTrouble, cause?: unknown) {
    super(kindOf(trouble), 'Slack', sentence(method, trouble), {
      retryable: trouble.kind !== 'refused',
      cause,
    });
    this.method = method;
    this.trouble = trouble;
  }
}

/** Without a usable Retry-After, in milliseconds: Slack's limits are per minute. */
const defaultWaitMs = 30_000;
/** Slack's codes for trouble of its own (https://docs.slack.dev/reference/methods/chat.postMessage#errors). */
const ownTrouble = ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'];
/** Its codes for too much at once: of this method, of the app's messages, of the workspace's. */
const limits = ['ratelimited', 'rate_limited', 'message_limit_exceeded'];
/** No connection was made, so nothing was sent. */
const unsent = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];
const timedOut = [
  'TimeoutError',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
];

const answered = z.object({ error: z.string().catch(''), needed: z.string().optional().catch(undefined) });

/** Whatever Slack's client threw, classified. */
export function asSlackFailure(method: string, error: unknown): SlackFailure {
  return error instanceof SlackFailure ? error : new SlackFailure(method, troubleOf(error), error);
}

function troubleOf(error: unknown): SlackTrouble {
  if (error instanceof webApi.WebAPIRateLimitedError) return limited(error.retryAfter * 1000);
  if (error instanceof webApi.WebAPIHTTPError) return troubleOfStatus(error.statusCode);
  if (error instanceof webApi.WebAPIPlatformError) return troubleOfCode(error.data);
  return troubleOfConnection(error instanceof webApi.WebAPIRequestError ? error.original : error);
}

const limited = (retryAfterMs: number): SlackTrouble => ({
  kind: 'ratelimited',
  retryAfterMs,
  code: 'ratelimited',
});

/** @param status of HTTP; 429 is seen by the client before. */
export const troubleOfStatus = (status: number): SlackTrouble =>
  status >= 500
    ? { kind: 'away', done: 'unknown', code: `HTTP ${status}` } // not shown
    : { kind: 'refused', code: `HTTP ${status}` }; // not shown

function troubleOfCode(data: webApi.WebAPIPlatformError['data']): SlackTrouble {
  const { error: code, needed } = answered.parse(data);
  if (limits.includes(code))
    return limited((data.response_metadata?.retryAfter ?? 0) * 1000 || defaultWaitMs);
  if (ownTrouble.includes(code)) return { kind: 'away', done: 'unknown', code };
  // Where the answer is no JSON the client gives its text as the code: a proxy's page, most likely.
  if (!/^[\w.-]{1,80}$/.test(code)) return { kind: 'away', done: 'unknown', code: kept`no answer of Slack` };
  return { kind: 'refused', code, ...(needed !== undefined && { needed }) };
}

/** Also for what breaks while the answer is read, which the client passes on as it is. */
export function troubleOfConnection(error: unknown): SlackTrouble {
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

/** https://docs.slack.dev/reference/methods/auth.test#errors */
const tokenCodes = [
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
];

const tokenOf = (method: string): string =>
  method === 'apps.connections.open'
    ? kept`the app-level token (chat.slack.appToken; it begins with xapp- and has the scope connections:write)`
    : kept`the bot token (chat.slack.botToken; it begins with xoxb-)`;

const denied = /auth|token|account_inactive|missing_scope|not_in_channel|permission|restricted|access_denied/;

function kindOf(trouble: SlackTrouble): FailureKind {
  if (trouble.kind === 'away') return timedOut.includes(trouble.code) ? 'timeout' : 'unreachable';
  if (trouble.kind === 'ratelimited') return 'failed';
  if (denied.test(trouble.code)) return 'denied';
  return trouble.code.endsWith('_not_found') ? 'missing' : 'invalid';
}

function sentence(method: string, trouble: SlackTrouble): string {
  if (trouble.kind === 'ratelimited')
    return kept`Slack wants a pause of ${trouble.retryAfterMs / 1000} s before ${method}`;
  if (trouble.kind === 'away') return kept`Slack did not answer ${method} (${plain(trouble.code, 100)})`;
  if (tokenCodes.includes(trouble.code))
    return kept`Slack does not accept ${tokenOf(method)}: ${trouble.code}`;
  const code = plain(trouble.code, 100);
  return trouble.needed === undefined
    ? kept`Slack refused ${method}: ${code}`
    : kept`Slack refused ${method}: ${code}, which needs the scope ${plain(trouble.needed, 200)}`;
}
