import { NoticeFailure, troubleOfConnection } from './trouble.ts';

export interface Sending {
  /** How the other side is called in messages: its address may hold a secret. */
  readonly target: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Answered {
  readonly status: number;
  /** In milliseconds; what `Retry-After` says, where it does. */
  readonly retryAfterMs?: number;
  readonly text: string;
}

const answerWithinMs = 10_000;
/** So much of an answer is read, in characters. */
const mostRead = 10_000;

/** Posts JSON once, following no redirect: a notice goes where the config says. Throws NoticeFailure where there was no answer. */
export async function postJson({ target, url, headers, body }: Sending): Promise<Answered> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, // not shown
      body,
      signal: AbortSignal.timeout(answerWithinMs),
    });
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    const text = (await response.text()).slice(0, mostRead);
    return { status: response.status, text, ...(seconds > 0 && { retryAfterMs: seconds * 1_000 }) };
  } catch (error) {
    throw new NoticeFailure(target, troubleOfConnection(error), error);
  }
}
