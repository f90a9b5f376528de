import type { Duplex } from 'node:stream';
import type { Channel, ClientChannel, SFTPWrapper } from 'ssh2';
import { Failure } from '../../model/failure.ts';
import type { SshTarget } from '../../model/ssh.ts';
import { kept } from '../../text/say.ts';
import type { OpenShell } from '../shell.ts';
import { duplexOf } from './duplex.ts';
import { channelFailure } from './failures.ts';
import { nameOf } from './host-key.ts';
import type { OpenSsh } from './open.ts';
import { processOf } from './process.ts';

/** An open SSH connection. What is under way when it breaks rejects with a Failure `unreachable`. */
export interface SshConnection {
  /** `user@host:port`, for people. */
  readonly name: string;
  /** Aborts, with a Failure, when the connection breaks or is closed. */
  readonly lost: AbortSignal;
  /** Runs a command line in the user's login shell there. */
  readonly exec: OpenShell;
  /** Copies files over SFTP, in order; each is overwritten where it exists. */
  upload(files: readonly FileCopy[]): Promise<void>;
  /** A stream to a unix socket over there (`direct-streamlocal@openssh.com`, OpenSSH PROTOCOL 2.4). */
  forwardUnix(socketPath: string): Promise<Duplex>;
  /** A TCP connection made from over there. */
  forwardTcp(host: string, port: number): Promise<Duplex>;
  close(): void;
}

export interface FileCopy {
  readonly from: string;
  readonly to: string;
}

export function connectionOf(target: SshTarget, opened: OpenSsh): SshConnection {
  const { client, lost } = opened;
  const name = nameOf(target);
  const open = <C, T>(what: string, start: (done: Done<C>) => void, wrap: (channel: C) => T): Promise<T> =>
    untilLost(lost, start, wrap).catch((error: unknown) => {
      throw channelFailure(error, target, what);
    });
  const forward = (what: string, start: (done: Done<Channel>) => void): Promise<Duplex> =>
    open(what, start, (channel) => duplexOf(channel, lost));
  return {
    name,
    lost,
    exec: (command, listener) =>
      open(
        'a command',
        (done: Done<ClientChannel>) => client.exec(command, done),
        (channel) => processOf(channel, listener, lost, name),
      ),
    async upload(files) {
      const sftp = await open('SFTP', (done: Done<SFTPWrapper>) => client.sftp(done), itself);
      try {
        for (const file of files) await copy(sftp, file, lost, name);
      } finally {
        sftp.end();
      }
    },
    forwardUnix: (path) =>
      forward(
        kept`the socket ${path} (does something listen on it, and is AllowStreamLocalForwarding on?)`,
        (done) => client.openssh_forwardOutStreamLocal(path, done),
      ),
    forwardTcp: (host, port) =>
      forward(kept`a connection to ${host}:${port}`, (done) =>
        client.forwardOut('127.0.0.1', 0, host, port, done),
      ),
    close: opened.close,
  };
}

type Done<T> = (error: Error | undefined, result: T) => void;

const itself = <T>(value: T): T => value;

/**
 * A call with a callback as a promise that also rejects when the connection breaks: ssh2 forgets some callbacks then.
 * @param wrap runs within the callback: a channel's end can be in the same packet as its beginning, and whoever
 *   listens only after a promise's next turn misses it
 */
function untilLost<C, T>(
  lost: AbortSignal,
  start: (done: Done<C>) => void,
  wrap: (result: C) => T,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (lost.aborted) return reject(lost.reason);
    const onLost = (): void => reject(lost.reason);
    lost.addEventListener('abort', onLost, { once: true });
    start((error, result) => {
      lost.removeEventListener('abort', onLost);
      if (error) reject(error);
      else resolve(wrap(result));
    });
  });
}

async function copy(sftp: SFTPWrapper, file: FileCopy, lost: AbortSignal, name: string): Promise<void> {
  const put = (done: Done<unknown>) =>
    sftp.fastPut(file.from, file.to, (error) => done(error ?? undefined, undefined));
  try {
    await untilLost(lost, put, itself);
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Failure(
      'failed',
      name,
      kept`${file.from} could not be copied to ${file.to} on ${name}: ${why}.`,
      {
        cause,
      },
    );
  }
}
