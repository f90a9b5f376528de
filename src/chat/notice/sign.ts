import { createHmac } from 'node:crypto';

/**
 * What a DingTalk custom robot with a sign secret wants in its address, URL-encoded once by whoever puts it there
 * (https://open.dingtalk.com/document/robots/customize-robot-security-settings).
 * @param ms since 1970; taken within an hour
 */
export const robotSign = (secret: string, ms: number): string =>
  createHmac('sha256', secret).update(`${ms}\n${secret}`).digest('base64');

/**
 * The signature of a webhook's body: `v1=` and the hexadecimal HMAC-SHA256 of `TIMESTAMP.BODY`.
 * @param seconds since 1970, as in the header beside it
 */
export const webhookSign = (secret: string, seconds: number, body: string): string =>
  `v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
