import { type Dispatcher, request } from 'undici';
import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import { type Answer, type Asked, readAnswer } from './answer.ts';

/** One exchange over HTTP. */
export interface Post extends Asked {
  readonly endpoint: string;
  readonly form: string;
  readonly dispatcher: Dispatcher;
  readonly late: AbortSignal;
  readonly timeoutMs: number;
}

const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };

/**
 * Sends the form and gives the answer, whatever it says. Redirects are not followed: they would take the keys along.
 * @param demand called right before the request is sent
 * @throws Failure `unreachable` or `timeout`, or what `readAnswer` throws
 */
export async function post(exchange: Post, demand: () => void): Promise<Answer> {
  const { status, text } = await send(exchange, demand);
  return readAnswer(status, text, exchange);
}

async function send(exchange: Post, demand: () => void): Promise<{ status: number; text: string }> {
  const { endpoint, form: body, dispatcher, late: signal } = exchange;
  demand();
  try {
    const answer = await request(endpoint, { method: 'POST', headers, body, dispatcher, signal });
    return { status: answer.statusCode, text: await answer.body.text() };
  } catch (error) {
    throw signal.aborted ? timedOut(exchange) : broken(error, exchange);
  }
}

const timedOut = ({ action, where, timeoutMs }: Post): Failure =>
  new Failure(
    'timeout',
    where,
    kept`UCloud gave no answer to ${action} for ${where} within ${timeoutMs} ms.`,
  );

/** An error before or after the request was sent: whether it took effect is unknown. */
function broken(error: unknown, { action, where }: Post): Failure {
  const message = kept`UCloud can't be reached with ${action} for ${where}: ${reasonOf(error)}.`;
  return new Failure('unreachable', where, message, { cause: error });
}

/** Several addresses that all refuse make an error without words, and only with a code. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || ('code' in error ? String(error.code) : error.name);
}
