import { Failure, type FailureKind } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import type { Request } from './request.ts';

interface Refused {
  readonly code: string;
  readonly text: string;
}

/**
 * Codes that say "not now" ("Error codes" of SLB and of ECS, "Common error codes"): too many requests, a change of the
 * same thing under way, or a passing fault. The HTTP status says nothing: throttling comes with 400.
 */
const busy =
  /^(Throttling(\..*)?|BackendServer\.configuring|ServiceIs(Configuring|Stopping)|VServerGroupProcessing|OperationBusy|SystemBusy|Operation\.?Conflict|ProcessingSameRequest|ServiceUnavailable|InternalError|LocationServiceTimeout|SignatureNonceUsed)$/;

export const isBusy = ({ code }: Refused): boolean => busy.test(code);

/** A temporary key that has ended. */
export const isStale = ({ code }: Refused): boolean => /^InvalidSecurityToken\.?/.test(code);

/** The first that fits counts. What Aliyun says of keys and signatures is not quoted: it repeats what was signed. */
const known: readonly {
  readonly code: RegExp;
  readonly kind: FailureKind;
  readonly says: (refused: Refused, request: Request) => string;
}[] = [
  {
    code: /^(InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken|MissingSecurityToken)/,
    kind: 'denied',
    says: ({ code }, { where }) =>
      kept`Aliyun does not accept the credentials for ${where} (${code}): the access key must be active, its secret or token the right one.`,
  },
  {
    code: /^(InvalidTimeStamp|IllegalTimestamp)/i,
    kind: 'denied',
    says: ({ code }, { where }) =>
      kept`Aliyun refuses the time of requests for ${where} (${code}): this machine's clock must be right to 15 minutes.`,
  },
  {
    code: /^(Forbidden\.RAM|Forbidden|Forb[bi]+den\.SubUser|NoPermission|Forbidden\.Unauthorized|Forbidden\.AccessDenied)$/,
    kind: 'denied',
    says: ({ code }, { where, service, action }) =>
      kept`The credentials for ${where} lack the RAM action ${service.name}:${action} (${code}): add it to the policy of their user or role.`,
  },
  {
    code: /NotSupportedEndpoint/,
    kind: 'invalid',
    says: ({ code }, { where }) =>
      kept`The endpoint used for ${where} does not serve its region (${code}): check "region" and "endpoint".`,
  },
  {
    code: /^ObtainIpFail/,
    kind: 'failed',
    says: ({ code }, { where }) =>
      kept`Aliyun finds no address for the server of ${where} (${code}): it is gone, or not running.`,
  },
  { code: /^(OperationDenied|Forbidden)|Locked|ModificationProtection/, kind: 'denied', says: quote },
  { code: /(NotFound|NotExist)/, kind: 'missing', says: quote },
  { code: /^(Invalid|Missing|Unsupported|OperationUnsupported)/, kind: 'invalid', says: quote },
];

/** What a refusal means; a code that nobody knows is `failed`. */
export function refusal(refused: Refused, request: Request): Failure {
  const match = known.find(({ code }) => code.test(refused.code));
  const { kind, says } = match ?? { kind: 'failed', says: quote };
  return new Failure(kind, request.where, says(refused, request));
}

/** There was no time left to try again. */
export const stillBusy = ({ code }: Refused, { where, action }: Request, totalMs: number): Failure =>
  new Failure(
    'timeout',
    where,
    kept`Aliyun did not get round to ${action} for ${where} within ${totalMs} ms (${code}).`,
  );

function quote({ code, text }: Refused, { where, action }: Request): string {
  const line = (text.split('\n')[0] ?? '').trim().slice(0, 200);
  return kept`Aliyun refused ${action} for ${where} (${code}): "${line}"`;
}
