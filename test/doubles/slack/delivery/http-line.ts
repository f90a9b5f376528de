import { z } from 'zod';
import type { Forgery, HttpAnswer, JsonObject } from '../types.ts';
import type { Workspace } from '../workspace.ts';
import type { Line, Parcel } from './parcel.ts';
import { type SignedRequest, signed } from './signature.ts';

const payloadSchema = z.record(z.string(), z.json());
const form = 'application/x-www-form-urlencoded';

/** Signed requests to an app's request URL: the answer is the acknowledgement. */
export function createHttpLine(workspace: Workspace) {
  let last: { readonly target: string; readonly request: SignedRequest } | undefined;

  async function post(
    target: string,
    request: SignedRequest,
  ): Promise<HttpAnswer & { readonly noRetry: boolean }> {
    last = { target, request };
    const answer = await fetch(target, {
      method: 'POST',
      body: request.body,
      headers: { ...request.headers },
      signal: AbortSignal.timeout(workspace.ackTimeoutMs),
    });
    const noRetry = answer.headers.get('X-Slack-No-Retry') === '1';
    return { status: answer.status, body: await answer.text(), noRetry };
  }

  return {
    to: (target: string): Line => ({
      send: async (parcel) => {
        const began = performance.now();
        const took = () => performance.now() - began;
        try {
          const { status, body, noRetry } = await post(target, requestFor(parcel));
          const acked = status >= 200 && status < 300;
          return {
            acked,
            delivered: true,
            ms: took(),
            payload: payloadIn(body),
            status,
            broke: false,
            noRetry,
          };
        } catch (error) {
          const late = error instanceof DOMException && error.name === 'TimeoutError';
          return { acked: false, delivered: late, ms: took(), payload: {}, broke: !late };
        }
      },
    }),

    /** Sends a parcel with something wrong about its signature. */
    forged: async (target: string, parcel: Parcel, forgery: Forgery): Promise<HttpAnswer> => {
      const { status, body } = await post(target, requestFor(parcel, forgery));
      return { status, body };
    },

    /** Sends the last request again, byte for byte. */
    replay: async (): Promise<HttpAnswer> => {
      if (last === undefined) throw new Error('nothing was sent by HTTP yet');
      const { status, body } = await post(last.target, last.request);
      return { status, body };
    },
  };
}

/** Commands are forms, interactions a form with JSON in it, events are JSON. */
function requestFor({ kind, payload, retry }: Parcel, forgery?: Forgery): SignedRequest {
  if (kind === 'slash_commands') {
    const fields = Object.entries(payload).map(([key, value]) => [key, String(value)] as const);
    return signed(new URLSearchParams(Object.fromEntries(fields)).toString(), form, forgery);
  }
  if (kind === 'interactive') {
    return signed(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), form, forgery);
  }
  const request = signed(JSON.stringify(payload), 'application/json', forgery);
  if (retry === undefined) return request;
  const again = { 'X-Slack-Retry-Num': String(retry.attempt), 'X-Slack-Retry-Reason': retry.reason };
  return { ...request, headers: { ...request.headers, ...again } };
}

/** An acknowledgement's body: JSON, plain text (shown as it is), or nothing. */
function payloadIn(body: string): JsonObject {
  if (body === '') return {};
  try {
    const read = payloadSchema.safeParse(JSON.parse(body));
    return read.success ? read.data : {};
  } catch {
    return { text: body };
  }
}
