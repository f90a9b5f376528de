import { type Dispatcher, request } from 'undici';
import { Failure } from '../../../model/failure.ts';
import { kept } from '../../../text/say.ts';

/** One HTTP request to the API. */
export interface Exchange {
  readonly method: 'GET' | 'PATCH';
  readonly url: string;
  readonly body?: object;
  /** For messages: `lb1`. */
  readonly target: string;
  /** From the first byte out to the last one in, in milliseconds. */
  readonly timeoutMs: number;
  readonly agent: Dispatcher;
}

/**
 * Any status with a whole body is an answer. The request is on its way when this returns.
 * @throws Failure `unreachable` or `timeout`: whether a change took effect is unknown then
 */
export async function exchange(asked: Exchange): Promise<{ readonly status: number; readonly text: string }> {
  const { method, url, body, timeoutMs, agent: dispatcher } = asked;
  const late = AbortSignal.timeout(timeoutMs);
  const payload = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  try {
    const answer = await request(url, { method, dispatcher, signal: late, ...payload });
    return { status: answer.statusCode, text: await answer.body.text() };
  } catch (error) {
    throw late.aborted ? timedOut(asked) : unreachable(asked, error);
  }
}

function timedOut({ target, url, timeoutMs }: Exchange): Failure {
  return new Failure('timeout', target, kept`${target} gave no answer at ${url} within ${timeoutMs} ms.`);
}

function unreachable({ target, url }: Exchange, cause: unknown): Failure {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Failure('unreachable', target, kept`${target} can't be reached at ${url}: ${why}.`, { cause });
}
