import { generateKeyPairSync, sign } from 'node:crypto';

/** A key and a certificate that it signed itself, for one DNS name, in PEM: made here, because not every machine has openssl. */
export function selfSigned(name: string): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const body = certificateBody(name, publicKey.export({ type: 'spki', format: 'der' }));
  const signature = sign('sha256', body, privateKey);
  const certificate = sequence(body, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  };
}

/** TBSCertificate, RFC 5280, 4.1. */
function certificateBody(name: string, publicKey: Buffer): Buffer {
  const version3 = der(0xa0, der(0x02, Buffer.from([2])));
  const serial = der(0x02, Buffer.from([1]));
  const subject = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(name)))));
  const validity = sequence(time(-1), time(30));
  const names = sequence(der(0x82, Buffer.from(name)));
  const authority = sequence(der(0x01, Buffer.from([0xff])));
  const extensions = sequence(extension('551d11', names), extension('551d13', authority));
  return sequence(
    version3,
    serial,
    ecdsaWithSha256,
    subject,
    validity,
    subject,
    publicKey,
    der(0xa3, extensions),
  );
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const extension = (id: string, value: Buffer): Buffer => sequence(oid(id), der(0x04, value));
const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));

/** UTCTime, so many days from now. */
function time(days: number): Buffer {
  const date = new Date(Date.now() + days * 24 * 3600 * 1000).toISOString();
  return der(0x17, Buffer.from(`${date.slice(2, 19).replace(/[-:T]/g, '')}Z`));
}
