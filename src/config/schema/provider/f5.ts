import { z } from 'zod';
import { choice, duration, keys, text } from '../leaf.ts';
import { localPath, oneOrMany, only, secret, whenMapping } from '../special.ts';

const address = text(
  'a host name or address, with a port where it is not 443, such as `10.0.0.5`, `lb.internal:8443` or `[::1]:443`',
  /^(\[[0-9a-fA-F:.]+\]|[^\s:/@[\]]+)(:\d{1,5})?$/,
).refine((value) => portOf(value) >= 1 && portOf(value) <= 65_535, {
  error: 'must have a port from 1 to 65535 after its last colon',
});

const portOf = (value: string): number =>
  Number(/:(\d{1,5})$/.exec(value.replace(/^\[.*\]/, ''))?.[1] ?? 443);

const fingerprint = text(
  'a SHA-256 fingerprint as `openssl x509 -fingerprint -sha256` prints it: 32 pairs of hexadecimal digits',
  /^([0-9a-fA-F]{2}:?){31}[0-9a-fA-F]{2}$/,
);

const tls = keys({
  ca: localPath('a file with the certificates of CAs')
    .optional()
    .describe("The CAs (PEM) that may have signed the units' certificates, instead of the system's."),
  fingerprint: oneOrMany(fingerprint, 'a SHA-256 fingerprint')
    .optional()
    .describe(
      "The certificates that are trusted, whoever signed them: a BIG-IP's own one fits no CA. One a unit.",
    ),
}).superRefine(only('exactly one', ['ca', 'fingerprint']), whenMapping);

export const f5 = keys({
  type: z.literal('f5').meta({ 'x-type': '`f5`' }).describe('The kind of load balancer.'),
  addresses: oneOrMany(address, 'an address')
    .refine((list) => list.length <= 2, { error: 'must name one BIG-IP, or the two of an HA pair' })
    .describe(
      'Where the management interface of the BIG-IP answers, or of both units of an HA pair: `HOST[:PORT]`.',
    ),
  user: text('a user name', /^[^\s:]+$/).describe(
    'Who to log in as; it needs the role `manager` in the partitions of its pools.',
  ),
  password: secret().describe('Password to log in with.'),
  api: choice(['rest', 'soap'])
    .prefault('rest')
    .describe('iControl REST, or iControl SOAP for a BIG-IP that has no REST (before 11.5).'),
  auth: choice(['token', 'basic'])
    .optional()
    .meta({ 'x-default': '`token`; with SOAP `basic`' })
    .describe('A login token, or the password with each request where a BIG-IP gives no tokens.'),
  loginProvider: text('the name of a login provider', /^[^\s]+$/)
    .optional()
    .meta({ 'x-default': '`tmos`' })
    .describe("Who checks the password when a token is asked for; `tmos` is the BIG-IP's own configuration."),
  tls: tls
    .optional()
    .describe("How the units' certificates are checked; by the system's CAs unless said otherwise."),
  drainBy: choice(['disable', 'offline'])
    .prefault('disable')
    .describe('`disable` lets clients with a persistence record come on; `offline` lets nobody new come.'),
  timeout: duration().prefault('5s').describe('For one answer of the load balancer.'),
}).superRefine(fitting, whenMapping);

/** Tokens are REST's, and a login provider means something only to them. */
function fitting(value: object, context: { addIssue(message: string): void }): void {
  const soap = 'api' in value && value.api === 'soap';
  const basic = 'auth' in value && value.auth === 'basic';
  if (soap && 'auth' in value && value.auth === 'token')
    context.addIssue(
      'has `auth: token`, which goes with `api: rest`; SOAP takes the password with each request',
    );
  if ((soap || basic) && 'loginProvider' in value)
    context.addIssue('has a `loginProvider`, which only means something where a token is asked for');
}

export type F5Input = z.output<typeof f5>;
