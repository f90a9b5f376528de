import { createHash } from 'node:crypto';
import type { Secret } from '../../model/secret.ts';

export interface UcloudKeys {
  readonly publicKey: Secret;
  readonly privateKey: Secret;
}

export type UcloudParams = Readonly<Record<string, string | number | boolean>>;

/**
 * The body of a request, as a form. Its signature is the SHA-1, in hex, of all names and values one after the other, in
 * the order of the names and not escaped, with the private key at the end (API documents, "签名算法",
 * summary/signature.md). There is neither a time nor a nonce in it: a repeated request has the same signature.
 */
export function signed(params: UcloudParams, { publicKey, privateKey }: UcloudKeys): string {
  const pairs = Object.entries({ ...params, PublicKey: publicKey.reveal() })
    .map(([name, value]): [string, string] => [name, String(value)])
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const signature = createHash('sha1')
    .update(`${pairs.flat().join('')}${privateKey.reveal()}`)
    .digest('hex');
  return new URLSearchParams([...pairs, ['Signature', signature]]).toString();
}
