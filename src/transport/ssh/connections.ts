import type { Duplex } from 'node:stream';
import { Failure } from '../../model/failure.ts';
import type { SshTarget } from '../../model/ssh.ts';
import { kept } from '../../text/say.ts';
import { connectionOf, type SshConnection } from './connection.ts';
import { nameOf } from './host-key.ts';
import { openSsh } from './open.ts';

export interface SshConnectionsOptions {
  /** So many keep-alives in a row may stay unanswered before a connection counts as broken; 2 by default. */
  readonly keepAliveCount?: number;
}

/** One connection per target, shared by all who ask and kept until it is closed. */
export interface SshConnections {
  /** Opens in the background; an error surfaces when `connection` tries again. */
  prepare(target: SshTarget, owner?: string): void;
  /**
   * The target's connection: the open one, the one being opened, or a new one where that broke.
   * @param owner whoever needs it until they close it; several hosts may well be one machine
   */
  connection(target: SshTarget, owner?: string): Promise<SshConnection>;
  /** A stream to a unix socket on the target. */
  forwardUnix(target: SshTarget, socketPath: string): Promise<Duplex>;
  /** Closes it where `owner` was the last one to need it; without an owner, in any case. */
  close(target: SshTarget, owner?: string): Promise<void>;
  closeAll(): Promise<void>;
}

export function createSshConnections(options: SshConnectionsOptions = {}): SshConnections {
  const known = new Map<string, Promise<SshConnection>>();
  const owners = createOwners();
  const keepAliveCount = options.keepAliveCount ?? 2;

  const open = async (target: SshTarget): Promise<SshConnection> => {
    const { jump } = target;
    const behind = `behind: ${keyOf(target)}`; // not shown
    const through = jump ? { through: () => throughJump(connection(jump, behind), target) } : {};
    return connectionOf(target, await openSsh(target, { keepAliveCount, ...through }));
  };

  const connection = (target: SshTarget, owner = 'anybody'): Promise<SshConnection> => {
    const key = keyOf(target);
    owners.add(key, owner);
    const present = known.get(key);
    if (present) return present;
    const opening = open(target);
    known.set(key, opening);
    const forget = (): void => {
      if (known.get(key) === opening) known.delete(key);
    };
    opening.then((opened) => opened.lost.addEventListener('abort', forget, { once: true }), forget);
    return opening;
  };

  return {
    // The failed opening is forgotten, so the next `connection` meets the error itself.
    prepare: (target, owner) => void connection(target, owner).catch((error: unknown) => error),
    connection,
    forwardUnix: async (target, socketPath) => (await connection(target)).forwardUnix(socketPath),
    close: async (target, owner) => {
      if (owners.remove(keyOf(target), owner)) await closeOne(known.get(keyOf(target)));
    },
    closeAll: async () => void (await Promise.all([...known.values()].map(closeOne))),
  };
}

/** Who still needs which connection. */
function createOwners() {
  const owners = new Map<string, Set<string>>();
  return {
    add: (key: string, owner: string) => void owners.set(key, (owners.get(key) ?? new Set()).add(owner)),
    /** True where nobody needs it any more. */
    remove(key: string, owner: string | undefined): boolean {
      const left = owner === undefined ? undefined : owners.get(key);
      left?.delete(owner ?? '');
      if (left && left.size > 0) return false;
      owners.delete(key);
      return true;
    },
  };
}

async function closeOne(opening: Promise<SshConnection> | undefined): Promise<void> {
  // One that could not be opened has nothing to close, and told so to those who waited for it.
  await opening?.then(
    (opened) => opened.close(),
    (error: unknown) => error,
  );
}

/** The way to a host behind another one; it must be there within the target's own connect time-out. */
async function throughJump(jump: Promise<SshConnection>, target: SshTarget): Promise<Duplex> {
  const connection = await jump;
  const forwarding = connection.forwardTcp(target.host, target.port);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const message = kept`${connection.name} did not reach ${target.host}:${target.port} within ${target.connectTimeoutMs} ms.`;
      reject(new Failure('timeout', nameOf(target), message));
      // Whatever still comes of it is of no use to anybody.
      forwarding.then(
        (stream) => stream.destroy(),
        (error: unknown) => error,
      );
    }, target.connectTimeoutMs);
  });
  return Promise.race([forwarding, late]).finally(() => clearTimeout(timer));
}

/** Two targets share a connection only where everything about how they are reached and trusted is the same. */
function keyOf(target: SshTarget): string {
  const { host, port, user, auth, trust, jump } = target;
  const who = auth.kind === 'key' ? auth.file : auth.kind === 'agent' ? auth.socket : 'password';
  const trusted = trust.kind === 'fingerprint' ? trust.sha256 : trust.file;
  return JSON.stringify([user, host, port, auth.kind, who, trusted, jump ? keyOf(jump) : '']);
}
