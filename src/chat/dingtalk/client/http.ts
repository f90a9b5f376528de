import { z } from 'zod';
import { kept } from '../../../text/say.ts';
import { DingTalkFailure, type DingTalkTrouble, troubleOfConnection } from './trouble.ts';

export interface Question {
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  /** How the question is called in messages: the path, without ids and secrets. */
  readonly name: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object;
}

/** How long DingTalk may take for one answer, in milliseconds. */
const answerWithinMs = 10_000;
/** Without a word of how long: its limits are per second and per minute. */
const defaultPauseMs = 10_000;
/** A session's webhook that was used over 20 times in a minute is closed for 10 minutes (contract of custom robots). */
const webhookPauseMs = 600_000;

/** Asks once, and gives the fields of the answer that the schema names. Throws DingTalkFailure. */
export async function ask<T>(question: Question, answer: z.ZodType<T>): Promise<T> {
  const { name } = question;
  const { status, body } = await exchange(question);
  const trouble = troubleOfAnswer(status, body);
  if (trouble) throw new DingTalkFailure(name, trouble);
  const read = answer.safeParse(body);
  if (read.success) return read.data;
  const code = kept`an answer without its fields`;
  throw new DingTalkFailure(name, { kind: 'away', done: 'unknown', code });
}

async function exchange({ method, url, name, headers, body }: Question) {
  try {
    const response = await fetch(url, {
      method,
      headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    return { status: response.status, body: parsed(await response.text()) };
  } catch (error) {
    throw new DingTalkFailure(name, troubleOfConnection(error), error);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const refusal = z.object({ code: z.string(), message: z.string().optional() });
/** Webhooks say no with HTTP 200. */
const webhookRefusal = z.object({ errcode: z.number(), errmsg: z.string().optional() });

function troubleOfAnswer(status: number, body: unknown): DingTalkTrouble | undefined {
  const webhook = webhookRefusal.safeParse(body);
  if (webhook.success) return troubleOfWebhook(webhook.data);
  if (status >= 200 && status < 300) return undefined;
  const { data } = refusal.safeParse(body);
  const code = data?.code ?? `HTTP ${status}`; // not shown
  if (status === 429 || /QpsLimit|Throttling|FlowControl/i.test(code))
    return { kind: 'ratelimited', retryAfterMs: defaultPauseMs, code };
  if (status >= 500) return { kind: 'away', done: 'unknown', code };
  return { kind: 'refused', code, ...(data?.message !== undefined && { message: data.message }) };
}

function troubleOfWebhook({ errcode, errmsg }: z.infer<typeof webhookRefusal>): DingTalkTrouble | undefined {
  if (errcode === 0) return undefined;
  const code = String(errcode);
  if (errcode === 130101) return { kind: 'ratelimited', retryAfterMs: webhookPauseMs, code };
  if (errcode === -1) return { kind: 'away', done: 'unknown', code };
  return { kind: 'refused', code, ...(errmsg !== undefined && { message: errmsg }) };
}
