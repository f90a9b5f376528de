import { z } from 'zod';
import { kept } from '../../text/say.ts';
import { didYouMean, nearest } from '../nearest.ts';
import { choice, duration, flag, keys, list, named, text, whole } from './leaf.ts';
import { localPath, oneOrMany, only, shell, whenMapping } from './special.ts';

/** What probes replace per host, with a value that shows whether the rest makes a URL. */
const placeholders: Readonly<Record<string, string>> = { host: 'host', address: '127.0.0.1', release: 'v1' };

const url = kept`must be an http:// or https:// URL`;
const urlText = text(url, /^https?:\/\/\S+$/)
  .superRefine((value, context) => {
    for (const [, name = ''] of value.matchAll(/\{([^{}]*)\}/g))
      if (!Object.hasOwn(placeholders, name)) context.addIssue(unknownPlaceholder(name));
    const filled = value
      .replace('[{address}]', '[::1]')
      .replace(/\{(\w*)\}/g, (_, name: string) => placeholders[name] ?? 'x');
    if (!URL.canParse(filled)) context.addIssue(url);
  })
  .meta({ 'x-type': 'URL' });

/** The name itself is not repeated: a variable's value may have brought it in. */
function unknownPlaceholder(name: string): string {
  const near = nearest(name, Object.keys(placeholders));
  const message = kept`has a placeholder that is none of \`{host}\`, \`{address}\` and \`{release}\``;
  return near === undefined ? message : message + didYouMean(`{${near}}`);
}

const bodyText = text(kept`must be text, or a \`/regular expression/flags\``).superRefine(
  (value, context) => {
    const match = /^\/(.+)\/([a-z]*)$/s.exec(value);
    if (match && !compiles(match[1] ?? '', match[2] ?? ''))
      context.addIssue(kept`is written like a \`/regular expression/flags\`, and does not compile as one`);
  },
);

/** The error's own text would repeat the value, so it is not passed on. */
function compiles(source: string, flags: string): boolean {
  try {
    return new RegExp(source, flags) instanceof RegExp;
  } catch (error) {
    return !(error instanceof SyntaxError);
  }
}

const tls = keys({
  verify: flag().prefault(true).describe(kept`Whether the certificate has to be valid.`),
  ca: localPath(kept`a PEM file`).optional().describe(kept`Certificates to trust instead of the system's.`),
  serverName: text(kept`must be a host name`)
    .optional()
    .meta({ 'x-default': kept`the URL's host` })
    .describe(kept`Name in the certificate.`),
});

const timeout = (value: string) => duration().prefault(value).describe(kept`For one try.`);

const httpMap = keys({
  url: urlText.describe(kept`\`{host}\`, \`{address}\` and \`{release}\` in it are replaced for each host.`),
  method: choice(['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS'])
    .prefault('GET')
    .describe(kept`The request's method.`),
  headers: named(z.string({ error: kept`must be text; put it in quotes` }), {
    pattern: /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/,
    hint: kept`must be a header's name`,
  })
    .prefault({})
    .describe(kept`Sent with it; the same placeholders work.`),
  status: oneOrMany(whole(100, 599, kept`an HTTP status`), kept`an HTTP status`)
    .prefault(200)
    .describe(kept`Any of these is a yes.`),
  body: bodyText
    .optional()
    .describe(kept`Text or \`/regular expression/flags\` that the answer must contain.`),
  tls: tls.prefault({}).describe(kept`For https.`),
  timeout: timeout('5s'),
});

const tcpPort = whole(1, 65_535, kept`a port`);
const tcpMap = keys({
  port: tcpPort.describe(kept`The port that must accept a connection.`),
  address: text(kept`must be a host name or address`)
    .prefault('{address}')
    .describe(kept`\`{host}\` and \`{address}\` are replaced.`),
  timeout: timeout('5s'),
});

const commandMap = keys({
  run: shell().describe(
    kept`Runs on the host; exit code 0 is a yes. \`{host}\`, \`{address}\`, \`{release}\` are replaced.`,
  ),
  timeout: timeout('10s'),
});

const probe = keys({
  http: z
    .union([urlText.transform((url) => httpMap.parse({ url })), httpMap], {
      error: kept`must be a URL, or a mapping with \`url\``,
    })
    .optional()
    .describe(kept`An HTTP request that must be answered: a URL, or a mapping.`),
  tcp: z
    .union([tcpPort.transform((port) => tcpMap.parse({ port })), tcpMap], {
      error: kept`must be a port, or a mapping with \`port\``,
    })
    .optional()
    .describe(kept`A TCP connection that must be accepted: a port, or a mapping.`),
  command: z
    .union([shell().transform((run) => commandMap.parse({ run })), commandMap], {
      error: kept`must be shell text, or a mapping with \`run\``,
    })
    .optional()
    .describe(kept`A command that must succeed on the host: shell text, or a mapping.`),
  within: duration().prefault('60s').describe(kept`From the first try until the probe must have passed.`),
  interval: duration().prefault('1s').describe(kept`Between two tries; the first ones come closer together.`),
  successes: whole(1, 1_000, kept`a number of tries`).prefault(1).describe(kept`So many in a row.`),
}).superRefine(only('exactlyOne', ['http', 'tcp', 'command']), whenMapping);

export const verify = list(
  probe,
  kept`must be a list of probes`,
  kept`must name at least one of its probes`,
).optional();

export type ProbeInput = z.output<typeof probe>;
