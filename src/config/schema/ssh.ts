import type { z } from 'zod';
import { kept } from '../../text/say.ts';
import { duration, keys, text, whole } from './leaf.ts';
import { agent, localPath, only, secret, whenMapping } from './special.ts';

const port = () => whole(1, 65_535, kept`a port`).prefault(22).describe(kept`Where its SSH server listens.`);
const user = (meaning: string) => text(kept`must be a user name`, /^[^\s@:]+$/).describe(meaning);

const trust = (fallback: string) => ({
  knownHosts: localPath(kept`a known_hosts file`)
    .optional()
    .meta({ 'x-default': fallback, 'x-unless': ['fingerprint'] })
    .describe(
      kept`OpenSSH's list of trusted host keys. An unknown or changed key is refused, never asked about.`,
    ),
  fingerprint: text(
    kept`must be a fingerprint as \`ssh-keygen -l\` prints it (\`SHA256:\` and 43 characters)`,
    /^SHA256:[A-Za-z0-9+/]{43}$/,
  )
    .optional()
    .describe(kept`Instead of \`knownHosts\`: the one host key that is trusted.`),
});

const login = {
  user: user(kept`Who to log in as; nothing is guessed from the bot's own user.`),
  port: port(),
  key: localPath(kept`a private key`)
    .optional()
    .meta({ 'x-default': '`~/.ssh/id_ed25519`', 'x-unless': ['agent', 'password'] })
    .describe(kept`Private key to log in with, unless \`agent\` or \`password\` is given.`),
  passphrase: secret().optional().describe(kept`Opens the key.`),
  agent: agent()
    .optional()
    .describe(kept`\`true\` for the agent at \`$SSH_AUTH_SOCK\`, or the path of an agent's socket.`),
  password: secret().optional().describe(kept`Password to log in with.`),
  ...trust('`~/.ssh/known_hosts`'),
  connectTimeout: duration().prefault('10s').describe(kept`For a connection to stand, login included.`),
  keepAlive: duration()
    .prefault('15s')
    .describe(kept`A connection that stays silent this long is asked whether it lives.`),
};

type Check = (value: object, context: { addIssue(message: string): void }) => void;

const oneWayIn: Check = (value, context) => {
  only('atMostOne', ['key', 'agent', 'password'])(value, context);
  only('atMostOne', ['knownHosts', 'fingerprint'])(value, context);
  if ('passphrase' in value && ('agent' in value || 'password' in value))
    context.addIssue(kept`has a \`passphrase\`, which only opens a \`key\``);
};

const host = text(kept`must be a host name or address`, /^[^\s/@]+$/).describe(
  kept`Name or address of the machine.`,
);

const jump = keys({ host, ...login })
  .superRefine(oneWayIn, whenMapping)
  .optional()
  .describe(kept`Another SSH host to go through; it has the same keys, except \`jump\`.`);

/** How all hosts of a cluster are logged in to: everything but the address. */
export const sshLogin = keys({ ...login, jump }).superRefine(oneWayIn, whenMapping);

/** One machine to reach over SSH. */
export const sshTarget = keys({ host, ...login, jump }).superRefine(oneWayIn, whenMapping);

const asCluster = { 'x-default': kept`as \`deploy.ssh\`` };

/** Where one host differs from its cluster's `deploy.ssh`. */
export const sshOverride = keys({
  port: whole(1, 65_535, kept`a port`)
    .optional()
    .meta(asCluster)
    .describe(kept`Where this host's SSH server listens.`),
  user: user(kept`Who to log in as on this host.`).optional().meta(asCluster),
  ...trust(asCluster['x-default']),
}).superRefine(only('atMostOne', ['knownHosts', 'fingerprint']), whenMapping);

export type SshLogin = z.output<typeof sshLogin>;
export type SshOverride = z.output<typeof sshOverride>;
export type SshJump = NonNullable<SshLogin['jump']>;
