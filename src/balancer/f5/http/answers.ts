import { z } from 'zod';
import { Failure, type FailureKind } from '../../../model/failure.ts';
import { kept } from '../../../text/say.ts';
import type { Answer } from './question.ts';

/** A refusal by iControl REST; what the web server in front of it refuses is HTML. */
const schema = z.object({ message: z.string() });

/** Answers of the same user's token or password with another request would be otherwise: its role is what is missing. */
export const isForbidden = ({ status, text }: Answer): boolean =>
  status === 401 && /^Authorization failed/.test(messageIn(text) ?? '');

/** mcpd's "Access Denied: User … may not …", which REST passes on with one status or another. */
const accessDenied = '01070822';

/** 502 and 504 are the web server's: whether what stands behind it did something is unknown. */
const kinds: Readonly<Record<number, FailureKind>> = {
  400: 'invalid',
  401: 'denied',
  403: 'denied',
  404: 'missing',
  502: 'unreachable',
  504: 'unreachable',
};

/** A status other than 2xx as a Failure, with the BIG-IP's own sentence where there is one. */
export function refusal({ status, text }: Answer, where: string, unit: string): Failure {
  const message = messageIn(text);
  const kind = message?.startsWith(accessDenied) ? 'denied' : (kinds[status] ?? 'failed');
  const retryable = kind === 'unreachable' || status === 409 || status === 429 || status >= 500;
  const says = message === undefined ? kept`status ${status}` : kept`"${message}" (status ${status})`;
  const words =
    kind === 'denied'
      ? kept`${unit} refused for ${where}: ${says}. Is the password right, and has the user the role "manager" in that partition?`
      : kept`${unit} refused for ${where}: ${says}.`;
  return new Failure(kind, where, words, { retryable });
}

function messageIn(text: string): string | undefined {
  const body = schema.safeParse(parsed(text));
  const line = body.success ? body.data.message.split('\n')[0]?.slice(0, 200) : undefined;
  return line === '' ? undefined : line;
}

/** @throws Failure `failed` where the answer is no JSON, or not of this form */
export function readJson<T extends z.ZodType>(
  form: T,
  text: string,
  what: string,
  where: string,
): z.output<T> {
  const answer = form.safeParse(parsed(text));
  if (answer.success) return answer.data;
  const [issue] = answer.error.issues;
  const at = issue?.path.join('.') || kept`its beginning`;
  throw new Failure(
    'failed',
    where,
    kept`The answer of ${where} about ${what} can't be read at ${at}: ${String(issue?.message)}.`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
