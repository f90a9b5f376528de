import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Secret } from '../../../src/model/secret.ts';
import { signed, type UcloudParams } from '../../../src/transport/ucloud/sign.ts';
import { signatureOf } from '../../doubles/ucloud/gateway.ts';

// The keys and the signature of the example in UCloud's own document (summary/signature.md).
const keys = {
  publicKey: new Secret('ucloudsomeone@example.com1296235120854146120'),
  privateKey: new Secret('46f09bb9fab4f12dfc160dae12273d5332b5debe'),
};
const form = (params: UcloudParams) => new URLSearchParams(signed(params, keys));

it("makes the signature of the document's example", () => {
  const sent = form({ Action: 'DescribeUHostInstance', Region: 'cn-bj2', Limit: 10 });
  expect(Object.fromEntries(sent)).toEqual({
    Action: 'DescribeUHostInstance',
    Limit: '10',
    PublicKey: 'ucloudsomeone@example.com1296235120854146120',
    Region: 'cn-bj2',
    Signature: 'cba5cf5ec4d4233d206b1b54951e3787350a642f',
  });
});

it('does not care for the order in which parameters are given, and writes booleans as words', () => {
  const one = form({ Action: 'A', Zone: 'z', Enabled: true, Off: false });
  expect(one.get('Enabled')).toBe('true');
  expect(one.get('Off')).toBe('false');
  const other = form({ Off: false, Enabled: true, Zone: 'z', Action: 'A' });
  expect(other.get('Signature')).toBe(one.get('Signature'));
});

it('is what the other side comes to, whatever the values are', () => {
  const name = fc.stringMatching(/^[A-Z][A-Za-z.0-9]{0,12}$/).filter((one) => one !== 'Signature');
  const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean());
  fc.assert(
    fc.property(fc.dictionary(name, value, { noNullPrototype: true }), (params) => {
      const sent = form(params);
      expect(sent.get('Signature')).toBe(signatureOf(new Map(sent), keys.privateKey.reveal()));
    }),
  );
});

it('never has the private key in it', () => {
  expect(signed({ Action: 'A' }, keys)).not.toContain(keys.privateKey.reveal());
});
