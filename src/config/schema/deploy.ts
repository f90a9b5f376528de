import { z } from 'zod';
import { kept } from '../../text/say.ts';
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
      z.string({ error: kept`must be text; put it in quotes` }),
      keys({ secret: secret().describe(kept`Printed nowhere: ${secretForms}.`) }),
    ],
    { error: kept`must be text (in quotes), or a mapping with \`secret\`` },
  )
  .meta({ 'x-type': 'text' })
  .describe(kept`Text, or a mapping for what is printed nowhere:`);

const upload = keys({
  from: localPath(kept`a file or folder`).describe(
    kept`File or folder on the bot's machine; \`{release}\` and \`{host}\` are replaced, here and in \`to\`.`,
  ),
  to: remotePath(kept`the file or folder on the host`).describe(
    kept`Where it goes on the host; it appears there whole or not at all.`,
  ),
});

/** How a release gets onto a host. */
export const deploy = keys({
  ssh: sshLogin.optional().describe(kept`Runs the commands on each host, logged in like this.`),
  local: z
    .literal(true, { error: kept`must be \`true\`` })
    .optional()
    .meta({ 'x-type': '`true`' })
    .describe(
      kept`Instead of \`ssh\`: runs the commands on the bot's own machine, once per host (an Ansible play, say).`,
    ),
  upload: upload.optional().describe(kept`Copied to the host before the commands run.`),
  commands: list(
    shell(),
    kept`must be a list of commands (shell text)`,
    kept`must name at least one of its commands (shell text)`,
  )
    .optional()
    .describe(
      kept`Run in order; the first that fails ends the host's deploy. They see \`$ROLLOUT_ID\`, \`$ROLLOUT_CLUSTER\`, \`$ROLLOUT_HOST\`, \`$ROLLOUT_ADDRESS\`, \`$ROLLOUT_RELEASE\`, \`$ROLLOUT_PREVIOUS\` and \`$ROLLOUT_REQUESTER\`. Needed unless there is an \`upload\`.`,
    ),
  restart: oneOrMany(shell(), kept`shell text`)
    .optional()
    .meta({ 'x-default': kept`the commands` })
    .describe(kept`What \`restart CLUSTER\` runs instead of the commands.`),
  current: shell()
    .optional()
    .meta({ 'x-default': kept`the bot's own record` })
    .describe(kept`Prints the release that runs on the host now.`),
  timeout: duration().prefault('10m').describe(kept`For one host's upload and commands together.`),
  env: named(value, {
    pattern: /^(?!ROLLOUT_|(?:IFS|UID|PPID|OPTIND|_)$)[A-Za-z_][A-Za-z0-9_]*$/,
    hint: kept`must be a variable's name (letters, digits and \`_\`); \`ROLLOUT_…\` are the bot's own, and IFS, UID, PPID and OPTIND the shell's`,
  })
    .prefault({})
    .describe(kept`More variables for the commands.`),
})
  .superRefine(only('exactlyOne', ['ssh', 'local']), whenMapping)
  .superRefine((given, context) => {
    if (isRecord(given) && !('commands' in given) && !('upload' in given))
      context.addIssue(kept`has nothing to do: give it \`commands\`, an \`upload\`, or both`);
  }, whenMapping);

export type DeployInput = z.output<typeof deploy>;
