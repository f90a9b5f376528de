import { z } from 'zod';
import { duration, isRecord, keys, list, named } from './leaf.ts';
import {
  localPath,
  oneOrMany,
  only,
  remotePath,
  secret,
  secretForms,
  shell,
  whenMapping,
} from './special.ts';
import { sshLogin } from './ssh.ts';

const value = z
  .union(
    [
      z.string({ error: 'must be text; put it in quotes' }),
      keys({ secret: secret().describe(`Printed nowhere: ${secretForms}.`) }),
    ],
    { error: 'must be text (in quotes), or a mapping with `secret`' },
  )
  .meta({ 'x-type': 'text' })
  .describe('Text, or a mapping for what is printed nowhere:');

const upload = keys({
  from: localPath('a file or folder').describe(
    "File or folder on the bot's machine; `{release}` and `{host}` are replaced, here and in `to`.",
  ),
  to: remotePath('the file or folder on the host').describe(
    'Where it goes on the host; it appears there whole or not at all.',
  ),
});

/** How a release gets onto a host. */
export const deploy = keys({
  ssh: sshLogin.optional().describe('Runs the commands on each host, logged in like this.'),
  local: z
    .literal(true, { error: 'must be `true`' })
    .optional()
    .meta({ 'x-type': '`true`' })
    .describe(
      "Instead of `ssh`: runs the commands on the bot's own machine, once per host (an Ansible play, say).",
    ),
  upload: upload.optional().describe('Copied to the host before the commands run.'),
  commands: list(shell(), 'commands (shell text)')
    .optional()
    .describe(
      "Run in order; the first that fails ends the host's deploy. They see `$ROLLOUT_ID`, `$ROLLOUT_CLUSTER`, `$ROLLOUT_HOST`, `$ROLLOUT_ADDRESS`, `$ROLLOUT_RELEASE`, `$ROLLOUT_PREVIOUS` and `$ROLLOUT_REQUESTER`. Needed unless there is an `upload`.",
    ),
  restart: oneOrMany(shell(), 'shell text')
    .optional()
    .meta({ 'x-default': 'the commands' })
    .describe('What `restart CLUSTER` runs instead of the commands.'),
  current: shell()
    .optional()
    .meta({ 'x-default': "the bot's own record" })
    .describe('Prints the release that runs on the host now.'),
  timeout: duration().prefault('10m').describe("For one host's upload and commands together."),
  env: named(value, {
    pattern: /^(?!ROLLOUT_|(?:IFS|UID|PPID|OPTIND|_)$)[A-Za-z_][A-Za-z0-9_]*$/,
    hint: "must be a variable's name (letters, digits and `_`); `ROLLOUT_…` are the bot's own, and IFS, UID, PPID and OPTIND the shell's",
  })
    .prefault({})
    .describe('More variables for the commands.'),
})
  .superRefine(only('exactly one', ['ssh', 'local']), whenMapping)
  .superRefine((given, context) => {
    if (isRecord(given) && !('commands' in given) && !('upload' in given))
      context.addIssue('has nothing to do: give it `commands`, an `upload`, or both');
  }, whenMapping);

export type DeployInput = z.output<typeof deploy>;
