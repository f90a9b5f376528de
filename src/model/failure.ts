/** Why a call to something outside failed, in closed codes: the workflow decides by them, never by text. */
export type FailureKind =
  | 'unreachable' // no connection, or it broke: whether the call took effect is unknown
  | 'timeout' // no answer in time: whether the call took effect is unknown
  | 'denied' // credentials, permission or an untrusted host key
  | 'missing' // the pool, member, file or command is not there
  | 'ambiguous' // more than one thing answers to the name
  | 'invalid' // the request makes no sense to the other side
  | 'ineffective' // it said OK, and reading back shows that nothing happened
  | 'failed' // it ran and ended badly: exit code, status, body
  | 'stopped' // we ended it ourselves, on somebody's request
  | 'lost-lock' // another rollout or person holds the cluster now
  | 'disputed'; // it can't be told who holds the cluster: a person decides, whatever the policy

/** A classified failure. `target` names what was being talked to, in the reader's words ("lb1/web web-03"). */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly kind: FailureKind;
  readonly target: string;
  readonly retryable: boolean;

  constructor(
    kind: FailureKind,
    target: string,
    message: string,
    options: { retryable?: boolean; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.target = target;
    this.retryable = options.retryable ?? (kind === 'unreachable' || kind === 'timeout');
  }
}

/** The cluster is not the rollout's to change, or it can't be told whether it is. */
export const isOfLock = ({ kind }: Failure): boolean => kind === 'lost-lock' || kind === 'disputed';

/** The database is away: it did not answer, or can't record anything right now. */
export class DatabaseAway extends Error {
  override readonly name = 'DatabaseAway';
  /** By this the durable engine, too, knows that it is to ask again. */
  readonly code = 'ETIMEDOUT';
}

/** The locks can't be read now. Whoever holds a turn gives that back before it waits for them. */
export class LocksAway extends Error {
  override readonly name = 'LocksAway';
}

/**
 * Class 08 is a lost connection, 53 a server without room, memory or connections left, 57P one that ends, starts or has
 * ended our session; 57014 a time-out; 25P03 a transaction that stood still; 25006 a server that is a copy at the moment, as
 * during a failover; 40003 and 40P01 are to be tried again (PostgreSQL's appendix A).
 */
const awayStates = /^(08...|53...|57P0[1235]|57014|25P03|25006|40003|40P01)$/;
const brokenBy =
  /^E(CONNREFUSED|CONNRESET|CONNABORTED|PIPE|HOSTUNREACH|NETUNREACH|TIMEDOUT|AI_AGAIN|NOTFOUND)$/;
/** What its client says without a code. */
const clientsWords =
  /connection terminated|^query read timeout|^timeout exceeded when trying to connect|^timeout expired|is not queryable$/i;

/** The database was away for a moment. Where something else can't be reached that is a `Failure`, which has no such code. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof Failure) return false;
  const code = 'code' in error ? String(error.code) : '';
  return awayStates.test(code) || brokenBy.test(code) || clientsWords.test(error.message);
}

/** Any thrown value as a Failure; what no adapter classified counts as `failed`. */
export function asFailure(error: unknown, target: string): Failure {
  if (error instanceof Failure) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new Failure('failed', target, message, { cause: error });
}
