import { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import { type CodeMeaning, type CodeMeanings, commonCodes } from './codes.ts';
import type { UcloudKeys } from './sign.ts';

/** What every answer has. It comes with HTTP status 200 whatever it says (API documents, "公共响应", summary/public.md). */
const envelope = z.looseObject({ RetCode: z.number().int(), Message: z.string().optional() });
export type Answer = z.output<typeof envelope>;

/** For messages. */
export interface Asked {
  readonly action: string;
  /** What it is about: `ulb1/shop/http web-01:80`. */
  readonly where: string;
}

/** @throws Failure `unreachable` where the answer is cut off or comes from something else, `failed` for a wrong address */
export function readAnswer(status: number, text: string, { action, where }: Asked): Answer {
  const answer = envelope.safeParse(parsed(text));
  if (answer.success) return answer.data;
  if (status >= 300 && status < 500) {
    const message = kept`What should be UCloud's API answered ${action} for ${where} with HTTP ${status}: is the endpoint right?`;
    throw new Failure('failed', where, message);
  }
  const message =
    status === 200
      ? kept`UCloud answered ${action} for ${where} with something that is no whole answer.`
      : kept`UCloud answered ${action} for ${where} with HTTP ${status}.`;
  throw new Failure('unreachable', where, message);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export interface Refusal {
  readonly failure: Failure;
  readonly passes: boolean;
}

/**
 * What is wrong, if anything is. UCloud's own words are quoted, without any key that they may repeat.
 * @param codes what the product's own codes mean; an unknown one is `failed`
 */
export function refusalIn(
  { RetCode: code, Message: message = '' }: Answer,
  { action, where }: Asked,
  codes: CodeMeanings,
  keys: UcloudKeys,
): Refusal | undefined {
  if (code === 0) return undefined;
  const { kind, says, passes = false } = codes[code] ?? commonCodes[code] ?? unknown;
  const quoted = withoutKeys(message, keys).split('\n')[0]?.slice(0, 200);
  const words = quoted ? `${code}, "${quoted}"` : String(code);
  const text = says
    ? kept`UCloud refused ${action} for ${where}: ${says}, RetCode ${words}.`
    : kept`UCloud refused ${action} for ${where}: RetCode ${words}.`;
  return { failure: new Failure(kind, where, text, passes ? { retryable: true } : {}), passes };
}

const unknown: CodeMeaning = { kind: 'failed', says: '' };

const withoutKeys = (text: string, { publicKey, privateKey }: UcloudKeys): string =>
  text.replaceAll(privateKey.reveal(), '***').replaceAll(publicKey.reveal(), '***');
