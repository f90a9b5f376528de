import { createHmac } from 'node:crypto';

/** Encoding of names and values by RFC 3986: all but letters, digits and `-_.~` ("Signature method", RPC style). */
export const percent = (text: string): string =>
  [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const sign = String.fromCharCode(byte);
      return /[A-Za-z0-9\-_.~]/.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');

/** `METHOD&%2F&` and the sorted parameters without the signature, encoded once more. */
export function stringToSign(method: string, params: ReadonlyMap<string, string>): string {
  const pairs = [...params]
    .filter(([name]) => name !== 'Signature')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${percent(name)}=${percent(value)}`);
  return `${method}&${percent('/')}&${percent(pairs.join('&'))}`;
}

/** HMAC-SHA1 with the secret and `&` as its key, in Base64. */
export const signatureOf = (text: string, secret: string): string =>
  createHmac('sha1', `${secret}&`).update(text).digest('base64');
