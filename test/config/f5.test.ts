import { describe, expect, test } from 'vitest';
import { addressOf } from '../../src/config/address.ts';
import { secretForms } from '../../src/config/schema/special.ts';
import { changed, config, problems } from './support.ts';

const from = '{ type: haproxy, socket: /run/haproxy/admin.sock }';
const login = 'user: u, password: hunter2';
const withF5 = (settings: string): string => changed([from, `{ type: f5, ${settings} }`]);

const print = (byte: string): string => Array(32).fill(byte).join(':');

describe('an F5 provider', () => {
  const provider = (settings: string) => config(withF5(settings)).providers[0];

  test('has what it needs by default', () => {
    expect(provider(`addresses: lb.internal, ${login}`)).toMatchObject({
      kind: 'f5',
      id: 'lb1',
      timeoutMs: 5_000,
      units: [{ host: 'lb.internal', port: 443 }],
      user: 'u',
      api: { by: 'rest', login: { by: 'token', loginProvider: 'tmos' } },
      trust: { by: 'system' },
      drainBy: 'disable',
    });
  });

  test('takes every setting', () => {
    const settings = `addresses: ["10.0.0.5:8443", "[::1]"], ${login}, loginProvider: ldap, drainBy: offline, timeout: 1m, tls: { fingerprint: ["${print('aB')}", ${'0c'.repeat(32)}] }`;
    expect(provider(settings)).toMatchObject({
      timeoutMs: 60_000,
      units: [
        { host: '10.0.0.5', port: 8443 },
        { host: '::1', port: 443 },
      ],
      api: { by: 'rest', login: { by: 'token', loginProvider: 'ldap' } },
      trust: { by: 'fingerprint', sha256: ['AB'.repeat(32), '0C'.repeat(32)] },
      drainBy: 'offline',
    });
  });

  test.each([
    ['auth: basic', { by: 'rest', login: { by: 'basic' } }],
    ['api: soap', { by: 'soap' }],
    ['api: soap, auth: basic', { by: 'soap' }],
  ])('%s', (settings, api) => {
    expect(provider(`addresses: a, ${login}, ${settings}`)).toMatchObject({ api });
  });

  test('reads its CAs from beside the configuration', () => {
    const trust = { by: 'ca', file: '/etc/rollout/ca.pem' };
    expect(provider(`addresses: a, ${login}, tls: { ca: ca.pem }`)).toMatchObject({ trust });
  });

  test('is shown by the addresses of its units', () => {
    const [one] = config(withF5(`addresses: [a, "[fd00::1]:444"], ${login}`)).providers;
    expect(one && addressOf(one)).toBe('a:443, [fd00::1]:444');
  });

  test('has pools in partitions and folders', () => {
    const text = withF5(`addresses: a, ${login}`).replace(
      'pools: [lb1/web]',
      'pools: [lb1//Sales/apps/web, lb1/web]',
    );
    expect(config(text).clusters[0]?.pools.map(({ name }) => name)).toEqual(['/Sales/apps/web', 'web']);
  });
});

describe('what is wrong with an F5 provider', () => {
  const wrong = (settings: string): string[] =>
    problems(withF5(settings)).map((line) => line.replace(/^\d+:\d+ providers\.lb1/, ''));
  const address =
    'must be a host name or address, with a port where it is not 443, such as `10.0.0.5`, `lb.internal:8443` or `[::1]:443`';
  const fingerprint =
    'must be a SHA-256 fingerprint as `openssl x509 -fingerprint -sha256` prints it: 32 pairs of hexadecimal digits';

  test.each([
    [
      '',
      [
        '.addresses: is missing: Where the management interface of the BIG-IP answers, or of both units of an HA pair: `HOST[:PORT]`.',
        '.user: is missing: Who to log in as; it needs the role `manager` in the partitions of its pools.',
        '.password: is missing: Password to log in with.',
      ],
    ],
    [`addresses: [], ${login}`, ['.addresses: must be an address, or a list of at least one']],
    [`addresses: [a, b, c], ${login}`, ['.addresses: must name one BIG-IP, or the two of an HA pair']],
    [`addresses: "https://lb", ${login}`, [`.addresses: ${address}`]],
    [`addresses: [a, "b c"], ${login}`, [`.addresses[1]: ${address}`]],
    [`addresses: "::1", ${login}`, [`.addresses: ${address}`]],
    [`addresses: "a:0", ${login}`, ['.addresses: must have a port from 1 to 65535 after its last colon']],
    [`addresses: "a:65536", ${login}`, ['.addresses: must have a port from 1 to 65535 after its last colon']],
    ['addresses: a, user: "a:b", password: hunter2', ['.user: must be a user name']],
    ['addresses: a, user: u, password: [hunter2]', [`.password: must be text: ${secretForms}, in quotes`]],
    [`addresses: a, ${login}, api: xml`, ['.api: must be `rest` or `soap`, not `xml`']],
    [`addresses: a, ${login}, auth: none`, ['.auth: must be `token` or `basic`, not `none`']],
    [`addresses: a, ${login}, drainBy: delete`, ['.drainBy: must be `disable` or `offline`, not `delete`']],
    [
      `addresses: a, ${login}, api: soap, auth: token`,
      [': has `auth: token`, which goes with `api: rest`; SOAP takes the password with each request'],
    ],
    ...['api: soap', 'auth: basic'].map((way): [string, string[]] => [
      `addresses: a, ${login}, ${way}, loginProvider: ldap`,
      [': has a `loginProvider`, which only means something where a token is asked for'],
    ]),
    [`addresses: a, ${login}, tls: {}`, ['.tls: takes exactly one of `ca` and `fingerprint`, and has none']],
    [
      `addresses: a, ${login}, tls: { ca: x, fingerprint: "${print('00')}" }`,
      ['.tls: takes exactly one of `ca` and `fingerprint`, and has `ca` and `fingerprint`'],
    ],
    [`addresses: a, ${login}, tls: { fingerprint: "00:11" }`, [`.tls.fingerprint: ${fingerprint}`]],
    [`addresses: a, ${login}, tls: { fingerprint: "sha1" }`, [`.tls.fingerprint: ${fingerprint}`]],
    [`address: a, addresses: a, ${login}`, ['.address: unknown key `address`; did you mean `addresses`?']],
  ])('%s', (settings, told) => {
    expect(wrong(settings)).toEqual(told);
  });

  test('never shows the password', () => {
    for (const line of [...wrong('password: [hunter2]'), ...wrong('password: { hunter2: hunter2 }')])
      expect(line).not.toMatch(/must.*hunter2|not `hunter2`/);
  });
});
