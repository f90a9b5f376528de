import { z } from 'zod';
import { kept } from '../../../text/say.ts';
import { choice, duration, keys, text } from '../leaf.ts';
import { kindOfBalancer, localPath, oneOrMany, only, secret, whenMapping } from '../special.ts';

const address = text(
  kept`must be a host name or address, with a port where it is not 443, such as \`10.0.0.5\`, \`lb.internal:8443\` or \`[::1]:443\``,
  /^(\[[0-9a-fA-F:.]+\]|[^\s:/@[\]]+)(:\d{1,5})?$/,
).refine((value) => portOf(value) >= 1 && portOf(value) <= 65_535, {
  error: kept`must have a port from 1 to 65535 after its last colon`,
});

const portOf = (value: string): number =>
  Number(/:(\d{1,5})$/.exec(value.replace(/^\[.*\]/, ''))?.[1] ?? 443);

const fingerprint = text(
  kept`must be a SHA-256 fingerprint as \`openssl x509 -fingerprint -sha256\` prints it: 32 pairs of hexadecimal digits`,
  /^([0-9a-fA-F]{2}:?){31}[0-9a-fA-F]{2}$/,
);

const tls = keys({
  ca: localPath(kept`a file with the certificates of CAs`)
    .optional()
    .describe(kept`The CAs (PEM) that may have signed the units' certificates, instead of the system's.`),
  fingerprint: oneOrMany(fingerprint, kept`a SHA-256 fingerprint`)
    .optional()
    .describe(
      kept`The certificates that are trusted, whoever signed them: a BIG-IP's own one fits no CA. One a unit.`,
    ),
}).superRefine(only('exactlyOne', ['ca', 'fingerprint']), whenMapping);

export const f5 = keys({
  type: z.literal('f5').meta({ 'x-type': '`f5`' }).describe(`${kindOfBalancer}.`),
  addresses: oneOrMany(address, kept`an address`)
    .refine((list) => list.length <= 2, { error: kept`must name one BIG-IP, or the two of an HA pair` })
    .describe(
      kept`Where the management interface of the BIG-IP answers, or of both units of an HA pair: \`HOST[:PORT]\`.`,
    ),
  user: text(kept`must be a user name`, /^[^\s:]+$/).describe(
    kept`Who to log in as; it needs the role \`manager\` in the partitions of its pools.`,
  ),
  password: secret().describe(kept`Password to log in with.`),
  api: choice(['rest', 'soap'])
    .prefault('rest')
    .describe(kept`iControl REST, or iControl SOAP for a BIG-IP that has no REST (before 11.5).`),
  auth: choice(['token', 'basic'])
    .optional()
    .meta({ 'x-default': kept`\`token\`; with SOAP \`basic\`` })
    .describe(kept`A login token, or the password with each request where a BIG-IP gives no tokens.`),
  loginProvider: text(kept`must be the name of a login provider`, /^[^\s]+$/)
    .optional()
    .meta({ 'x-default': '`tmos`' })
    .describe(
      kept`Who checks the password when a token is asked for; \`tmos\` is the BIG-IP's own configuration.`,
    ),
  tls: tls
    .optional()
    .describe(kept`How the units' certificates are checked; by the system's CAs unless said otherwise.`),
  drainBy: choice(['disable', 'offline'])
    .prefault('disable')
    .describe(
      kept`\`disable\` lets clients with a persistence record come on; \`offline\` lets nobody new come.`,
    ),
  timeout: duration().prefault('5s').describe(kept`For one answer of the load balancer.`),
}).superRefine(fitting, whenMapping);

/** Tokens are REST's, and a login provider means something only to them. */
function fitting(value: object, context: { addIssue(message: string): void }): void {
  const soap = 'api' in value && value.api === 'soap';
  const basic = 'auth' in value && value.auth === 'basic';
  if (soap && 'auth' in value && value.auth === 'token')
    context.addIssue(
      kept`has \`auth: token\`, which goes with \`api: rest\`; SOAP takes the password with each request`,
    );
  if ((soap || basic) && 'loginProvider' in value)
    context.addIssue(kept`has a \`loginProvider\`, which only means something where a token is asked for`);
}

export type F5Input = z.output<typeof f5>;
