import type { FailureKind } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';

/** What a `RetCode` means. */
export interface CodeMeaning {
  readonly kind: FailureKind;
  /** Completes "UCloud refused X: …"; what to do about it, where there is something. */
  readonly says: string;
  /** Nothing was done, and the very same request may pass a little later. */
  readonly passes?: boolean;
}

export type CodeMeanings = Readonly<Record<number, CodeMeaning>>;

/**
 * The codes that every product shares (API documents, "错误码说明", summary/public.md). 220, 230 and 240 are in no
 * document, but are what the gateway answers: `Missing params [X]`, `Params [X] not available`, `Params [X] too large`.
 */
export const commonCodes: CodeMeanings = {
  110: { kind: 'timeout', says: kept`it gave up on it after 60 s, and whether it took effect is unknown` },
  130: { kind: 'unreachable', says: kept`its gateway is out of order` },
  150: { kind: 'unreachable', says: kept`the service is not available right now`, passes: true },
  153: { kind: 'failed', says: kept`there were too many requests`, passes: true },
  160: { kind: 'invalid', says: kept`it found no action in it; does the endpoint change requests?` },
  161: { kind: 'invalid', says: kept`it does not know the action; is the endpoint the right one?` },
  170: { kind: 'invalid', says: kept`it found no signature in it; does the endpoint change requests?` },
  171: {
    kind: 'denied',
    says: kept`the private key does not fit the public key, or the keys belong to another endpoint`,
  },
  172: { kind: 'denied', says: kept`it does not know the public key` },
  174: { kind: 'denied', says: kept`it does not know the token` },
  220: { kind: 'invalid', says: kept`a parameter is missing` },
  230: { kind: 'invalid', says: kept`a parameter has a value that it does not take; is the region right?` },
  240: { kind: 'invalid', says: kept`a parameter has a value that is too large` },
  292: { kind: 'missing', says: kept`there is no such project` },
  293: { kind: 'denied', says: kept`the account may not use this zone` },
  294: { kind: 'denied', says: kept`the account's list of allowed addresses does not have the bot's` },
  295: { kind: 'denied', says: kept`its safety lock stands in the way` },
  299: { kind: 'denied', says: kept`the keys lack the IAM permission for this action` },
};
