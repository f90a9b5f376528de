import type { Secret } from '../../model/secret.ts';
import type { Trouble } from '../deliver/platform.ts';
import { type Answered, postJson } from './post.ts';
import type { Sender, Sent } from './sender.ts';
import { webhookSign } from './sign.ts';
import { NoticeFailure } from './trouble.ts';

export interface WebhookTarget {
  readonly name: string;
  readonly url: Secret;
  readonly secret: Secret;
}

const defaultPauseMs = 30_000;

/** Any address that takes a signed JSON event: what is in it, and how it is checked, is in the README beside. */
export function createWebhook({ name, url, secret }: WebhookTarget, now: () => number = Date.now): Sender {
  const target = `notices.${name}`;
  return async (sent) => {
    const body = JSON.stringify(eventOf(sent));
    const seconds = Math.floor(now() / 1_000);
    const headers = {
      'x-rollout-id': sent.id,
      'x-rollout-timestamp': String(seconds),
      'x-rollout-signature': webhookSign(secret.reveal(), seconds, body),
    };
    const trouble = troubleOf(await postJson({ target, url: url.reveal(), headers, body }));
    if (trouble) throw new NoticeFailure(target, trouble);
  };
}

const eventOf = ({ id, notice }: Sent): object => {
  const { n: _, at, subject, kind, state, tone: __, ...rest } = notice;
  return { id, type: `${kind}.${state}`, at: at.toISOString(), [kind]: subject, state, ...rest };
};

/** By the status alone: 2xx is taken, 5xx and 429 are tried again, all else is no for good. */
function troubleOf({ status, retryAfterMs = defaultPauseMs }: Answered): Trouble | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status === 429) return { kind: 'ratelimited', retryAfterMs };
  if (status >= 500 || status === 408) return { kind: 'away', done: 'unknown' };
  const means = status === 400 || status === 413 || status === 422 ? 'content' : 'shut';
  return { kind: 'refused', means, code: `HTTP ${status}` }; // not shown
}
