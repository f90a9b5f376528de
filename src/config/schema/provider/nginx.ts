import { z } from 'zod';
import { kept } from '../../../text/say.ts';
import { duration, flag, isRecord, keys, text } from '../leaf.ts';
import { kindOfBalancer, only, whenMapping } from '../special.ts';
import { sshTarget } from '../ssh.ts';

/** Ends no word of a shell and stands at no other place than it says, here or over SSH. */
const path = (what: string) =>
  text(kept`must be the absolute path of ${what}`, /^\/\S/).meta({ 'x-type': 'path' });

const anApi = kept`must be an http:// or https:// URL without \`?\`, \`#\` and a login, such as \`http://10.0.0.5:8080/api\``;

/** What only makes sense where files are changed and nginx is reloaded. */
const ofFile = ['ssh', 'sudo', 'binary', 'conf', 'pidFile'] as const;

export const nginx = keys({
  type: z.literal('nginx').meta({ 'x-type': '`nginx`' }).describe(`${kindOfBalancer}.`),
  file: path(kept`the file with the upstreams`)
    .optional()
    .describe(
      kept`The file in which the \`upstream\` stands, on this machine or with \`ssh\` on that one. It is edited.`,
    ),
  api: text(anApi, /^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/)
    .superRefine((value, context) => {
      if (!URL.canParse(value)) context.addIssue(anApi);
    })
    .optional()
    .meta({ 'x-type': 'URL' })
    .describe(
      kept`Instead of \`file\`, with NGINX Plus: where its \`api\` directive answers (it needs \`write=on\`).`,
    ),
  ssh: sshTarget.optional().describe(kept`The machine that nginx runs on, where that is not this one.`),
  sudo: flag()
    .optional()
    .meta({ 'x-default': '`false`', 'x-unless': ['api'] })
    .describe(kept`Whether to work as root there, by \`sudo\` without a password.`),
  binary: text(kept`must be a command's name or its absolute path`, /^(\/\S+|[A-Za-z0-9][A-Za-z0-9._-]*)$/)
    .optional()
    .meta({ 'x-default': '`nginx`', 'x-unless': ['api'] })
    .describe(kept`The nginx program there.`),
  conf: path(kept`nginx's main configuration file`)
    .optional()
    .describe(kept`What \`nginx -c\` gets, where nginx was started with it.`),
  pidFile: path(kept`nginx's pid file`)
    .optional()
    .meta({ 'x-default': '`/run/nginx.pid`', 'x-unless': ['api'] })
    .describe(kept`The file with the number of its master process.`),
  timeout: duration()
    .prefault('30s')
    .describe(
      kept`For one change, from the test of the configuration to its new workers; with \`api\` for one answer.`,
    ),
})
  .superRefine(only('exactlyOne', ['file', 'api']), whenMapping)
  .superRefine((given, context) => {
    if (!isRecord(given) || !('api' in given) || 'file' in given) return;
    const lost = ofFile.filter((key) => key in given).map((key) => `\`${key}\``);
    if (lost.length > 0)
      context.addIssue(kept`has ${lost.join(' and ')}, which goes with \`file\`; \`api\` needs none of it`);
  }, whenMapping)
  .describe(kept`An nginx whose upstreams stand in a file, or an NGINX Plus with its API.`);

export type NginxInput = z.output<typeof nginx>;
