import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

export interface Certified {
  readonly key: string;
  readonly cert: string;
}

/** A CA of a test's own: who trusts its certificate trusts whatever it made out. All in PEM, as selfSigned's. */
export interface Authority {
  readonly cert: string;
  /** A key and a certificate for one DNS name. */
  issue(name: string): Certified;
}

/** A key and a certificate that it signed itself, for one DNS name, in PEM: made here, because not every machine has openssl. */
export function selfSigned(name: string): Certified {
  const pair = newPair();
  return certified(pair, { name, isCa: true, issuer: name, signer: pair.privateKey });
}

export function createAuthority(name: string): Authority {
  const pair = newPair();
  const signs = { issuer: name, signer: pair.privateKey };
  return {
    cert: certified(pair, { name, isCa: true, ...signs }).cert,
    issue: (host) => certified(newPair(), { name: host, isCa: false, ...signs }),
  };
}

interface Made {
  readonly name: string;
  readonly isCa: boolean;
  readonly issuer: string;
  readonly signer: KeyObject;
}

const newPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

function certified({ privateKey, publicKey }: ReturnType<typeof newPair>, made: Made): Certified {
  const body = certificateBody(made, publicKey.export({ type: 'spki', format: 'der' }));
  const signature = sign('sha256', body, made.signer);
  const certificate = sequence(body, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  };
}

/** TBSCertificate, RFC 5280, 4.1. */
function certificateBody({ name, isCa, issuer }: Made, publicKey: Buffer): Buffer {
  const version3 = der(0xa0, der(0x02, Buffer.from([2])));
  // No two of one CA may be alike; a first byte of 1 keeps it positive.
  const serial = der(0x02, Buffer.from([1, ...randomBytes(8)]));
  const names = sequence(der(0x82, Buffer.from(name)));
  const constraints = isCa ? sequence(der(0x01, Buffer.from([0xff]))) : sequence();
  const extensions = sequence(extension('551d11', names), extension('551d13', constraints));
  return sequence(
    version3,
    serial,
    ecdsaWithSha256,
    commonName(issuer),
    sequence(time(-1), time(30)),
    commonName(name),
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
const commonName = (name: string): Buffer =>
  sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(name)))));
const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));

/** UTCTime, so many days from now. */
function time(days: number): Buffer {
  const date = new Date(Date.now() + days * 24 * 3600 * 1000).toISOString();
  return der(0x17, Buffer.from(`${date.slice(2, 19).replace(/[-:T]/g, '')}Z`));
}
