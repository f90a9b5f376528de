import type { z } from 'zod';
import { duration, keys, text, whole } from './leaf.ts';
import { agent, localPath, only, secret, whenMapping } from './special.ts';

const port = () => whole(1, 65_535, 'a port').prefault(22).describe('Where its SSH server listens.');
const user = (meaning: string) => text('a user name', /^[^\s@:]+$/).describe(meaning);

const trust = (fallback: string) => ({
  knownHosts: localPath('a known_hosts file')
    .optional()
    .meta({ 'x-default': fallback, 'x-unless': ['fingerprint'] })
    .describe(
      "OpenSSH's list of trusted host keys. An unknown or changed key is refused, never asked about.",
    ),
  fingerprint: text(
    'a fingerprint as `ssh-keygen -l` prints it (`SHA256:` and 43 characters)',
    /^SHA256:[A-Za-z0-9+/]{43}$/,
  )
    .optional()
    .describe('Instead of `knownHosts`: the one host key that is trusted.'),
});

const login = {
  user: user("Who to log in as; nothing is guessed from the bot's own user."),
  port: port(),
  key: localPath('a private key')
    .optional()
    .meta({ 'x-default': '`~/.ssh/id_ed25519`', 'x-unless': ['agent', 'password'] })
    .describe('Private key to log in with, unless `agent` or `password` is given.'),
  passphrase: secret().optional().describe('Opens the key.'),
  agent: agent()
    .optional()
    .describe("`true` for the agent at `$SSH_AUTH_SOCK`, or the path of an agent's socket."),
  password: secret().optional().describe('Password to log in with.'),
  ...trust('`~/.ssh/known_hosts`'),
  connectTimeout: duration().prefault('10s').describe('For a connection to stand, login included.'),
  keepAlive: duration()
    .prefault('15s')
    .describe('A connection that stays silent this long is asked whether it lives.'),
};

type Check = (value: object, context: { addIssue(message: string): void }) => void;

const oneWayIn: Check = (value, context) => {
  only('at most one', ['key', 'agent', 'password'])(value, context);
  only('at most one', ['knownHosts', 'fingerprint'])(value, context);
  if ('passphrase' in value && ('agent' in value || 'password' in value))
    context.addIssue('has a `passphrase`, which only opens a `key`');
};

const host = text('a host name or address', /^[^\s/@]+$/).describe('Name or address of the machine.');

const jump = keys({ host, ...login })
  .superRefine(oneWayIn, whenMapping)
  .optional()
  .describe('Another SSH host to go through; it has the same keys, except `jump`.');

/** How all hosts of a cluster are logged in to: everything but the address. */
export const sshLogin = keys({ ...login, jump }).superRefine(oneWayIn, whenMapping);

/** One machine to reach over SSH. */
export const sshTarget = keys({ host, ...login, jump }).superRefine(oneWayIn, whenMapping);

const asCluster = { 'x-default': 'as `deploy.ssh`' };

/** Where one host differs from its cluster's `deploy.ssh`. */
export const sshOverride = keys({
  port: whole(1, 65_535, 'a port')
    .optional()
    .meta(asCluster)
    .describe("Where this host's SSH server listens."),
  user: user('Who to log in as on this host.').optional().meta(asCluster),
  ...trust(asCluster['x-default']),
}).superRefine(only('at most one', ['knownHosts', 'fingerprint']), whenMapping);

export type SshLogin = z.output<typeof sshLogin>;
export type SshOverride = z.output<typeof sshOverride>;
export type SshJump = NonNullable<SshLogin['jump']>;
