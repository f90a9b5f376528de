import { z } from 'zod';
import { nearest } from '../nearest.ts';
import { choice, duration, flag, keys, list, named, text, whole } from './leaf.ts';
import { localPath, oneOrMany, only, shell, whenMapping } from './special.ts';

/** What probes replace per host, with a value that shows whether the rest makes a URL. */
const placeholders: Readonly<Record<string, string>> = { host: 'host', address: '127.0.0.1', release: 'v1' };

const url = 'an http:// or https:// URL';
const urlText = text(url, /^https?:\/\/\S+$/)
  .superRefine((value, context) => {
    for (const [, name = ''] of value.matchAll(/\{([^{}]*)\}/g))
      if (!Object.hasOwn(placeholders, name)) context.addIssue(unknownPlaceholder(name));
    const filled = value
      .replace('[{address}]', '[::1]')
      .replace(/\{(\w*)\}/g, (_, name: string) => placeholders[name] ?? 'x');
    if (!URL.canParse(filled)) context.addIssue(`must be ${url}`);
  })
  .meta({ 'x-type': 'URL' });

/** The name itself is not repeated: a variable's value may have brought it in. */
function unknownPlaceholder(name: string): string {
  const near = nearest(name, Object.keys(placeholders));
  const hint = near === undefined ? '' : `; did you mean \`{${near}}\`?`;
  return `has a placeholder that is none of \`{host}\`, \`{address}\` and \`{release}\`${hint}`;
}

const bodyText = text('text, or a `/regular expression/flags`').superRefine((value, context) => {
  const match = /^\/(.+)\/([a-z]*)$/s.exec(value);
  if (match && !compiles(match[1] ?? '', match[2] ?? ''))
    context.addIssue('is written like a `/regular expression/flags`, and does not compile as one');
});

/** The error's own text would repeat the value, so it is not passed on. */
function compiles(source: string, flags: string): boolean {
  try {
    return new RegExp(source, flags) instanceof RegExp;
  } catch (error) {
    return !(error instanceof SyntaxError);
  }
}

const tls = keys({
  verify: flag().prefault(true).describe('Whether the certificate has to be valid.'),
  ca: localPath('a PEM file').optional().describe("Certificates to trust instead of the system's."),
  serverName: text('a host name')
    .optional()
    .meta({ 'x-default': "the URL's host" })
    .describe('Name in the certificate.'),
});

const timeout = (value: string) => duration().prefault(value).describe('For one try.');

const httpMap = keys({
  url: urlText.describe('`{host}`, `{address}` and `{release}` in it are replaced for each host.'),
  method: choice(['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS']).prefault('GET').describe("The request's method."),
  headers: named(z.string({ error: 'must be text; put it in quotes' }), {
    pattern: /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/,
    hint: "must be a header's name",
  })
    .prefault({})
    .describe('Sent with it; the same placeholders work.'),
  status: oneOrMany(whole(100, 599, 'an HTTP status'), 'an HTTP status')
    .prefault(200)
    .describe('Any of these is a yes.'),
  body: bodyText.optional().describe('Text or `/regular expression/flags` that the answer must contain.'),
  tls: tls.prefault({}).describe('For https.'),
  timeout: timeout('5s'),
});

const tcpPort = whole(1, 65_535, 'a port');
const tcpMap = keys({
  port: tcpPort.describe('The port that must accept a connection.'),
  address: text('a host name or address')
    .prefault('{address}')
    .describe('`{host}` and `{address}` are replaced.'),
  timeout: timeout('5s'),
});

const commandMap = keys({
  run: shell().describe(
    'Runs on the host; exit code 0 is a yes. `{host}`, `{address}`, `{release}` are replaced.',
  ),
  timeout: timeout('10s'),
});

const probe = keys({
  http: z
    .union([urlText.transform((url) => httpMap.parse({ url })), httpMap], {
      error: 'must be a URL, or a mapping with `url`',
    })
    .optional()
    .describe('An HTTP request that must be answered: a URL, or a mapping.'),
  tcp: z
    .union([tcpPort.transform((port) => tcpMap.parse({ port })), tcpMap], {
      error: 'must be a port, or a mapping with `port`',
    })
    .optional()
    .describe('A TCP connection that must be accepted: a port, or a mapping.'),
  command: z
    .union([shell().transform((run) => commandMap.parse({ run })), commandMap], {
      error: 'must be shell text, or a mapping with `run`',
    })
    .optional()
    .describe('A command that must succeed on the host: shell text, or a mapping.'),
  within: duration().prefault('60s').describe('From the first try until the probe must have passed.'),
  interval: duration().prefault('1s').describe('Between two tries; the first ones come closer together.'),
  successes: whole(1, 1_000, 'a number of tries').prefault(1).describe('So many in a row.'),
}).superRefine(only('exactly one', ['http', 'tcp', 'command']), whenMapping);

export const verify = list(probe, 'probes').optional();

export type ProbeInput = z.output<typeof probe>;
