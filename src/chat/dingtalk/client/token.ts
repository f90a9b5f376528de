import { z } from 'zod';
import type { DingTalkChat } from '../../../model/config.ts';
import { ask } from './http.ts';

/** The access token that goes with every call of the API. */
export interface Token {
  /** A token that is good for some time yet. Throws DingTalkFailure where there is none to be had. */
  get(): Promise<string>;
  /** DingTalk did not take this one. */
  refused(token: string): void;
}

const granted = z.object({ accessToken: z.string().min(1), expireIn: z.number().positive() });

/** Tokens live two hours; the old one is taken for a while after a new one was given. */
const renewBeforeMs = 300_000;

/**
 * One token for all calls, renewed before it ends
 * (https://open.dingtalk.com/document/orgapp/obtain-the-access_token-of-an-internal-app).
 */
export function createToken(
  { clientId, clientSecret, apiUrl }: Pick<DingTalkChat, 'clientId' | 'clientSecret' | 'apiUrl'>,
  now: () => number = Date.now,
): Token {
  let known: { readonly token: string; readonly until: number } | undefined;
  let asking: Promise<string> | undefined;
  const renew = async () => {
    const name = 'v1.0/oauth2/accessToken';
    const body = { appKey: clientId, appSecret: clientSecret.reveal() };
    const begun = now();
    const { accessToken, expireIn } = await ask(
      { method: 'POST', url: `${apiUrl}${name}`, name, body },
      granted,
    );
    const livesMs = expireIn * 1000;
    known = { token: accessToken, until: begun + livesMs - Math.min(renewBeforeMs, livesMs / 2) };
    return accessToken;
  };
  return {
    async get() {
      if (known && now() < known.until) return known.token;
      asking ??= renew().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    refused(token) {
      if (known?.token === token) known = undefined;
    },
  };
}
