import type { Verdict } from '../model/probe.ts';
import { kept } from '../text/say.ts';

/** Errors that say something about us and our way to the service, not about the service. */
const notAsked: Readonly<Record<string, string>> = {
  ENOTFOUND: kept`the name is not known`,
  EAI_AGAIN: kept`the name server does not answer`,
  ENETUNREACH: kept`there is no route to that network`,
  EADDRNOTAVAIL: kept`no local port or address is free`,
  EMFILE: kept`the bot has too many files open`,
};

const codeOf = (error: unknown): string => {
  const { code } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  return typeof code === 'string' ? code : '';
};

/** An error of a socket as an answer: a service that refuses or stays silent says no, one that cannot be asked says nothing. */
export function verdictOf(error: unknown, what: string): Verdict {
  const code = codeOf(error);
  const why = notAsked[code];
  if (why !== undefined)
    return { answer: 'unknown', reason: kept`${what} could not be asked: ${why} (${code})` };
  if (code === 'ECONNREFUSED') return { answer: 'no', reason: kept`${what} refused the connection` };
  const message = error instanceof Error ? error.message : String(error);
  return { answer: 'no', reason: kept`${what} did not answer: ${message}` };
}

/** The answer of a probe that was cut short. */
export const cutShort = (what: string, asked: AbortSignal, timeoutMs: number): Verdict =>
  asked.aborted
    ? { answer: 'unknown', reason: kept`${what} was not waited for any longer` }
    : { answer: 'no', reason: kept`${what} did not answer within ${timeoutMs} ms` };
