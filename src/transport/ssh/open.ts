import { setMaxListeners } from 'node:events';
import { createConnection } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Config, NodeSSH } from 'node-ssh';
import type { Client, ServerHostKeyAlgorithm } from 'ssh2';
import type { Failure } from '../../model/failure.ts';
import type { SshTarget } from '../../model/ssh.ts';
import { kept } from '../../text/say.ts';
import { authConfig } from './auth.ts';
import { connectionFailure, type Phase } from './failures.ts';
import { algorithmsFor, type HostKeyCheck, hostKeyCheck } from './host-key.ts';
import { keyType } from './known-hosts.ts';

/** An open connection of the SSH library, and the signal that aborts (with a Failure) when it breaks. */
export interface OpenSsh {
  readonly client: Client;
  readonly lost: AbortSignal;
  /** Says goodbye, and does not wait long for an answer. */
  close(): void;
}

export interface OpenOptions {
  /** So many keep-alives in a row may stay unanswered. */
  readonly keepAliveCount: number;
  /** Gives the way to the host where that is not a plain TCP connection: called once per try. */
  through?(): Promise<Duplex>;
}

/** Measured: 140 ms a connection with curve25519, 215 ms with what OpenSSH and ssh2 agree on otherwise. */
const keyExchange = [
  'curve25519-sha256',
  'curve25519-sha256@libssh.org',
  'ecdh-sha2-nistp256',
  'ecdh-sha2-nistp384',
  'ecdh-sha2-nistp521',
  'diffie-hellman-group-exchange-sha256',
  'diffie-hellman-group14-sha256',
  'diffie-hellman-group16-sha512',
  'diffie-hellman-group18-sha512',
] as const;

/**
 * Opens a connection. A pinned fingerprint does not tell its key's type, so a server that presents another of its
 * keys first is asked again without that type.
 * @throws Failure `denied`, `unreachable` or `timeout`
 */
export async function openSsh(target: SshTarget, options: OpenOptions): Promise<OpenSsh> {
  const check = await hostKeyCheck(target);
  const refused: string[] = [];
  let first: Failure | undefined;
  for (;;) {
    const attempt = await openOnce(target, options, check, algorithmsFor(check.knownTypes, refused));
    if ('client' in attempt) return attempt;
    first ??= attempt.failure;
    if (attempt.refusedType === undefined || target.trust.kind !== 'fingerprint') throw first;
    refused.push(attempt.refusedType);
    if (algorithmsFor([], refused).length === 0) throw first;
  }
}

interface Refused {
  readonly failure: Failure;
  /** The type of the host key that was not trusted, if that is why. */
  readonly refusedType?: string;
}

async function openOnce(
  target: SshTarget,
  options: OpenOptions,
  check: HostKeyCheck,
  serverHostKey: string[],
): Promise<OpenSsh | Refused> {
  const auth = await authConfig(target);
  const sock =
    (await options.through?.()) ?? createConnection({ host: target.host, port: target.port, noDelay: true });
  let refused: Refused | undefined;
  const hostVerifier = (key: Buffer): boolean => {
    const failure = check.refusal(key);
    if (failure) refused = { failure, refusedType: keyType(key) };
    return failure === undefined;
  };
  try {
    return await connect(target, sock, {
      ...connectConfig(target, options, serverHostKey),
      ...auth,
      hostVerifier,
    });
  } catch (error) {
    sock.destroy();
    return refused ?? { failure: connectionFailure(error, target, 'connecting') };
  }
}

function connectConfig(target: SshTarget, options: OpenOptions, serverHostKey: string[]): Config {
  return {
    host: target.host,
    port: target.port,
    username: target.user,
    readyTimeout: target.connectTimeoutMs,
    keepaliveInterval: target.keepAliveMs,
    keepaliveCountMax: options.keepAliveCount,
    // The names are ssh2's own; its types list them as a closed set that a sorted array does not keep.
    algorithms: { kex: [...keyExchange], serverHostKey: serverHostKey as ServerHostKeyAlgorithm[] },
  };
}

/** Connects, and from then on turns every error of the connection into the end of it: none may go uncaught. */
async function connect(target: SshTarget, sock: Duplex, config: Config): Promise<OpenSsh> {
  const ssh = new NodeSSH();
  const lost = new AbortController();
  // Everything under way on the connection listens to this one signal.
  setMaxListeners(0, lost.signal);
  let phase: Phase = 'connecting';
  const lose = (error: unknown): void => lost.abort(connectionFailure(error, target, phase));
  const opening = ssh.connect({ ...config, sock });
  ssh.connection?.on('error', lose);
  ssh.connection?.on('close', () => lose(new Error(kept`the connection was closed`)));
  ssh.connection?.once('handshake', () => {
    phase = 'authenticating';
  });
  const client = await opening.then(
    () => ssh.connection,
    (error: unknown) => {
      throw lost.signal.aborted ? lost.signal.reason : connectionFailure(error, target, phase);
    },
  );
  if (client === null) throw connectionFailure(new Error(kept`the connection was closed`), target, phase);
  phase = 'open';
  return { client, lost: lost.signal, close: () => closing(client, sock, lose) };
}

/** How long the other side may take to close its end after our goodbye, in milliseconds. */
const goodbyeMs = 500;

function closing(client: Client, sock: Duplex, lose: (error: unknown) => void): void {
  client.end();
  lose(new Error(kept`it was closed on our side`));
  setTimeout(() => sock.destroy(), goodbyeMs).unref();
}
