import { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Secret } from '../../../model/secret.ts';
import { kept } from '../../../text/say.ts';
import { type Log, slackLogger } from './log.ts';
import type { Method } from './methods.ts';
import { asSlackFailure, SlackFailure } from './trouble.ts';

/** Asks Slack once, and gives the fields of the answer that the schema names. Throws SlackFailure. */
export type Call = <T>(method: Method, args: Record<string, unknown>, answer: z.ZodType<T>) => Promise<T>;

/** How long Slack may take to answer one call, in milliseconds. */
export const answerWithinMs = 10_000;

/**
 * A client of our own that never retries by itself: whoever calls knows whether a call may be made twice. One that
 * retried would post twice where only the answer was lost, and hold up every other call at a rate limit.
 */
export function createCall(token: Secret, apiUrl: string | undefined, log: Log): Call {
  const client = new webApi.WebClient(token.reveal(), {
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: answerWithinMs,
    allowAbsoluteUrls: false,
    logger: slackLogger(log),
    fetch: withRetryAfter,
  });
  return async (method, args, answer) => {
    const result = await client.apiCall(method, args).catch((error: unknown) => {
      throw asSlackFailure(method, error);
    });
    const read = answer.safeParse(result);
    if (read.success) return read.data;
    throw new SlackFailure(method, {
      kind: 'away',
      done: 'unknown',
      code: kept`an answer without its fields`,
    });
  };
}

/** The client knows a rate limit by its Retry-After only; a proxy's 429 may have none. */
const withRetryAfter: typeof fetch = async (url, init) => {
  const response = await fetch(url, init);
  if (response.status !== 429 || /^\d+$/.test(response.headers.get('retry-after') ?? '')) return response;
  return new Response(response.body, { status: 429, headers: { 'retry-after': '30' } });
};

/** For methods of which nothing but the success counts. */
export const nothing = z.object({});
