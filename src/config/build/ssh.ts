import type { HostKeyTrust, SshAuth, SshTarget } from '../../model/ssh.ts';
import { absolute, type Place } from '../files.ts';
import type { SshJump, SshLogin, SshOverride } from '../schema/ssh.ts';
import { given } from './given.ts';

type Login = Omit<SshTarget, 'host'>;

/** Everything but the address, with the defaults that depend on one another. */
export function sshLogin(input: SshLogin | SshJump, place: Place): Login {
  return {
    port: input.port,
    user: input.user,
    auth: auth(input, place),
    trust: trust(input, place) ?? { kind: 'known-hosts', file: absolute('~/.ssh/known_hosts', place) },
    connectTimeoutMs: input.connectTimeout,
    keepAliveMs: input.keepAlive,
    ...given({ jump: 'jump' in input && input.jump ? sshTarget(input.jump, place) : undefined }),
  };
}

export const sshTarget = (input: SshJump, place: Place): SshTarget => ({
  host: input.host,
  ...sshLogin(input, place),
});

export const sshOverride = (input: SshOverride, place: Place): Partial<Login> =>
  given({ port: input.port, user: input.user, trust: trust(input, place) });

function auth({ key, passphrase, agent, password }: SshLogin | SshJump, place: Place): SshAuth {
  if (password !== undefined) return { kind: 'password', password };
  if (agent !== undefined) return { kind: 'agent', socket: absolute(agent, place) };
  return { kind: 'key', file: absolute(key ?? '~/.ssh/id_ed25519', place), ...given({ passphrase }) };
}

function trust(
  { knownHosts, fingerprint }: SshOverride | SshLogin | SshJump,
  place: Place,
): HostKeyTrust | undefined {
  if (fingerprint !== undefined) return { kind: 'fingerprint', sha256: fingerprint };
  return knownHosts === undefined ? undefined : { kind: 'known-hosts', file: absolute(knownHosts, place) };
}
