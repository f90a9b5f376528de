import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Failure } from '../../model/failure.ts';
import type { SshTarget } from '../../model/ssh.ts';
import { kept } from '../../text/say.ts';
import { entriesFor, type KnownHost, keyType, parseKnownHosts } from './known-hosts.ts';

/** Decides about the key that a server presents, before anything is authenticated. */
export interface HostKeyCheck {
  /** Types that we know a key of: offered first, so that a server with several keys presents one of them. */
  readonly knownTypes: readonly string[];
  /** The refusal, or undefined where the key is trusted. */
  refusal(key: Buffer): Failure | undefined;
}

/** As `ssh-keygen -l` prints it. */
export const fingerprintOf = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

/** Types in the order in which we offer them, with their signature algorithms (RFC 8332 for RSA). */
const algorithms: Readonly<Record<string, readonly string[]>> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'],
};

/**
 * Host key algorithms to offer: those of the known types first, then the others except `without`.
 * An empty list means that every type has been refused already.
 */
export function algorithmsFor(known: readonly string[], without: readonly string[]): string[] {
  const types = Object.keys(algorithms).filter((type) => !without.includes(type));
  const sorted = [...types.filter((t) => known.includes(t)), ...types.filter((t) => !known.includes(t))];
  return sorted.flatMap((type) => algorithms[type] ?? []);
}

/** @throws Failure `denied` where the known_hosts file cannot be read */
export async function hostKeyCheck(target: SshTarget): Promise<HostKeyCheck> {
  if (target.trust.kind === 'fingerprint') return pinned(target, target.trust.sha256);
  return listed(target, target.trust.file, await readKnownHosts(target, target.trust.file));
}

function pinned(target: SshTarget, wanted: string): HostKeyCheck {
  return {
    knownTypes: [],
    refusal(key) {
      if (fingerprintOf(key) === wanted.replace(/=+$/, '')) return undefined;
      return denied(
        target,
        kept`${nameOf(target)} presented ${keyText(key)}, but the config pins ${wanted}. Nothing was sent to it. If the host's key was changed on purpose, put the new fingerprint into the config.`,
      );
    },
  };
}

function listed(target: SshTarget, file: string, entries: readonly KnownHost[]): HostKeyCheck {
  const valid = entries.filter((entry) => !entry.revoked);
  return {
    knownTypes: valid.map((entry) => entry.type),
    refusal(key) {
      const revoked = entries.find((entry) => entry.revoked && entry.key.equals(key));
      if (revoked) return denied(target, revokedText(target, file, key, revoked.line));
      if (valid.some((entry) => entry.key.equals(key))) return undefined;
      return denied(
        target,
        valid.length > 0 ? changedText(target, file, key, valid) : unknownText(target, file, key),
      );
    },
  };
}

async function readKnownHosts(target: SshTarget, file: string): Promise<readonly KnownHost[]> {
  try {
    const known = parseKnownHosts(await readFile(file, 'utf8'));
    return [...entriesFor(known, target.host, target.port), ...revokedIn(known.entries, target)];
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = kept`The host key of ${nameOf(target)} cannot be checked, because ${file} cannot be read: ${why}. ${scanHint(target, file)}`;
    throw new Failure('denied', nameOf(target), message, { cause });
  }
}

/** A key revoked for the plain name is revoked on every port. */
const revokedIn = (entries: readonly KnownHost[], target: SshTarget): readonly KnownHost[] =>
  entries.filter((entry) => entry.revoked && entry.matches(target.host));

const denied = (target: SshTarget, message: string): Failure =>
  new Failure('denied', nameOf(target), message, { retryable: false });

export const nameOf = (target: SshTarget): string => `${target.user}@${target.host}:${target.port}`;

const listName = (target: SshTarget): string =>
  target.port === 22 ? target.host : `[${target.host}]:${target.port}`;

const keyText = (key: Buffer): string =>
  kept`a ${keyType(key)} key with the fingerprint ${fingerprintOf(key)}`;

const scanHint = (target: SshTarget, file: string): string =>
  kept`To trust the host, compare its fingerprint on the host itself (ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub), then run: ${scan(target, file)}`;

const scan = (target: SshTarget, file: string): string =>
  `ssh-keyscan -p ${target.port} ${target.host} >> ${file}`; // not shown

const unknownText = (target: SshTarget, file: string, key: Buffer): string =>
  kept`${nameOf(target)} presented ${keyText(key)}, and ${file} has no key for it. Nothing was sent to it. ${scanHint(target, file)}`;

const changedText = (target: SshTarget, file: string, key: Buffer, known: readonly KnownHost[]): string =>
  kept`The host key of ${nameOf(target)} is not the known one: it presented ${keyText(key)}, and ${file} has ${known.map(entryText).join(', ')}. Nothing was sent to it. Somebody may be in between, or the host was set up anew; in that case remove the old lines with: ssh-keygen -f ${file} -R '${listName(target)}'. ${scanHint(target, file)}`;

const entryText = ({ key, type, line }: KnownHost): string => `${fingerprintOf(key)} (${type}, line ${line})`; // not shown

const revokedText = (target: SshTarget, file: string, key: Buffer, line: number): string =>
  kept`${nameOf(target)} presented ${keyText(key)}, which ${file} marks as @revoked in line ${line}. Nothing was sent to it. Give the host a new key, or remove that line if it is wrong.`;
