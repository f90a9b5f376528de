import { Failure } from '../../model/failure.ts';
import type { SshTarget } from '../../model/ssh.ts';
import { kept } from '../../text/say.ts';
import { nameOf } from './host-key.ts';

/** How far an opening had come: what a broken connection means depends on it. */
export type Phase = 'connecting' | 'authenticating' | 'open';

/** What ssh2 puts on its errors (`level`), Node on socket errors (`code`), and servers on refused channels (`reason`). */
interface SshError {
  readonly message: string;
  readonly level?: unknown;
  readonly code?: unknown;
  readonly reason?: unknown;
}

const detailsOf = (error: unknown): SshError => (error instanceof Error ? error : { message: String(error) });

/** Why a connection could not be opened, or broke, in our own kinds. */
export function connectionFailure(error: unknown, target: SshTarget, phase: Phase): Failure {
  if (error instanceof Failure) return error;
  const details = detailsOf(error);
  const name = nameOf(target);
  const as = (kind: Failure['kind'], message: string) => new Failure(kind, name, message, { cause: error });
  if (details.level === 'client-timeout' && phase !== 'open') {
    return as(
      'timeout',
      kept`${name} did not finish the SSH handshake within ${target.connectTimeoutMs} ms.`,
    );
  }
  if (details.level === 'client-timeout') {
    return as(
      'unreachable',
      kept`${name} stopped answering: ${target.keepAliveMs} ms keep-alives were lost.`,
    );
  }
  if (isRefusal(details, phase)) return as('denied', refusalText(details, target));
  return as('unreachable', kept`${name} is not reachable over SSH: ${details.message}.`);
}

/** The other side ending the conversation while we prove who we are is a refusal too ("Too many authentication failures"). */
function isRefusal(error: SshError, phase: Phase): boolean {
  if (error.level === 'client-authentication' || error.level === 'agent') return true;
  if (/^Cannot parse privateKey|does not contain a \(valid\) private key/.test(error.message)) return true;
  return phase === 'authenticating' && typeof error.code === 'number';
}

function refusalText(error: SshError, target: SshTarget): string {
  const name = nameOf(target);
  if (target.auth.kind === 'key') {
    return kept`${name} was not opened with the key ${target.auth.file}: ${error.message}.`;
  }
  if (target.auth.kind === 'agent') {
    return kept`${name} was not opened with the keys of the SSH agent at ${target.auth.socket}: ${error.message}.`;
  }
  return kept`${name} did not accept the password: ${error.message}.`;
}

/** RFC 4254, 5.1: 1 administratively prohibited, 2 connect failed, 3 unknown channel type, 4 resource shortage. */
export function channelFailure(error: unknown, target: SshTarget, what: string): Failure {
  if (error instanceof Failure) return error;
  const details = detailsOf(error);
  const name = nameOf(target);
  if (details.reason === 1 || details.reason === 3) {
    return new Failure('denied', name, kept`${name} does not allow ${what}: ${details.message}.`, {
      cause: error,
    });
  }
  return new Failure('unreachable', name, kept`${name} could not open ${what}: ${details.message}.`, {
    cause: error,
  });
}
