import { createHmac } from 'node:crypto';
import { tokens } from '../tokens.ts';
import type { Forgery } from '../types.ts';

export interface SignedRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Signs a body as Slack does: HMAC-SHA256 over `v0:TIMESTAMP:BODY`.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function signed(body: string, contentType: string, forgery: Forgery = {}): SignedRequest {
  const timestamp = String(Math.floor(Date.now() / 1000) - (forgery.ageS ?? 0));
  const secret = forgery.secret ?? tokens.signingSecret;
  const mac = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  const headers = {
    'X-Slack-Request-Timestamp': timestamp,
    'X-Slack-Signature': forgery.signature ?? `v0=${mac}`,
  };
  const kept = Object.entries(headers).filter(
    ([name]) => forgery.without?.every((one) => one !== name) ?? true,
  );
  return {
    body: forgery.tamper?.(body) ?? body,
    headers: { 'Content-Type': contentType, 'User-Agent': 'Slackbot 1.0', ...Object.fromEntries(kept) },
  };
}
