import { missing, Refusal } from './refusal.ts';
import { signatureOf, stringToSign } from './signature.ts';
import type { DoubleKey, World } from './world.ts';

export type Params = ReadonlyMap<string, string>;

const window = 15 * 60_000;

/** The parameters that every request may have. */
export const commonParams = [
  'Action',
  'Version',
  'Format',
  'AccessKeyId',
  'SecurityToken',
  'Signature',
  'SignatureMethod',
  'SignatureNonce',
  'SignatureVersion',
  'Timestamp',
];

/** Lets a request in that is signed with a known key, in time, with a nonce that was never seen. */
export function letIn(world: World, nonces: Set<string>, method: string, params: Params): DoubleKey {
  for (const name of ['AccessKeyId', 'Signature', 'SignatureNonce', 'Timestamp'])
    if (!params.get(name)) throw missing(name);
  const key = keyOf(world, params);
  if (params.get('SignatureMethod') !== 'HMAC-SHA1' || params.get('SignatureVersion') !== '1.0')
    throw new Refusal(
      400,
      'IncompleteSignature',
      'The request signature does not conform to Aliyun standards.',
    );
  checkTime(params.get('Timestamp') ?? '');
  checkToken(key, params.get('SecurityToken'));
  const text = stringToSign(method, params);
  if (signatureOf(text, key.secret) !== params.get('Signature'))
    throw new Refusal(
      400,
      'SignatureDoesNotMatch',
      `Specified signature is not matched with our calculation. server string to sign is:${text}`,
    );
  const nonce = `${key.id} ${params.get('SignatureNonce')}`;
  if (nonces.has(nonce))
    throw new Refusal(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.');
  nonces.add(nonce);
  return key;
}

function keyOf({ keys }: World, params: Params): DoubleKey {
  const key = keys.find(({ id }) => id === params.get('AccessKeyId'));
  if (!key) throw new Refusal(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
  if (!key.active) throw new Refusal(400, 'InvalidAccessKeyId.Inactive', 'Specified access key is disabled.');
  return key;
}

function checkTime(text: string): void {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text))
    throw new Refusal(
      400,
      'InvalidTimeStamp.Format',
      'Specified time stamp or date value is not well formatted.',
    );
  if (Math.abs(Date.now() - Date.parse(text)) > window)
    throw new Refusal(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
}

function checkToken(key: DoubleKey, token: string | undefined): void {
  if (key.token === undefined && token === undefined) return;
  if (token === undefined)
    throw new Refusal(400, 'MissingSecurityToken', 'SecurityToken is mandatory for this action.');
  if (token !== key.token)
    throw new Refusal(
      400,
      'InvalidSecurityToken.MismatchWithAccessKey',
      'Specified SecurityToken mismatch with the AccessKey.',
    );
  if ((key.expires ?? 0) <= Date.now())
    throw new Refusal(400, 'InvalidSecurityToken.Expired', 'Specified SecurityToken is expired.');
}
