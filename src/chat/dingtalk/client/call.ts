import type { z } from 'zod';
import { ask } from './http.ts';
import type { Token } from './token.ts';
import { DingTalkFailure, tokenCodes } from './trouble.ts';

/** Calls DingTalk's API once. Throws DingTalkFailure. */
export type Call = <T>(
  method: 'POST' | 'PUT',
  path: string,
  body: object,
  answer: z.ZodType<T>,
) => Promise<T>;

/** With the token; where it is refused (nothing was done then) the call is made once more with a new one. */
export function createCall(apiUrl: string, token: Token): Call {
  return async (method, path, body, answer) => {
    const once = async (accessToken: string) => {
      const headers = { 'x-acs-dingtalk-access-token': accessToken };
      return ask({ method, url: `${apiUrl}${path}`, name: path, headers, body }, answer);
    };
    const first = await token.get();
    try {
      return await once(first);
    } catch (error) {
      if (!isTokenRefused(error)) throw error;
      token.refused(first);
      return once(await token.get());
    }
  };
}

const isTokenRefused = (error: unknown): boolean =>
  error instanceof DingTalkFailure &&
  error.trouble.kind === 'refused' &&
  tokenCodes.includes(error.trouble.code);
