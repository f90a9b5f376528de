import type { Entry, EventBody } from '../../model/event.ts';
import { asksAfterCrash } from '../../model/rollout.ts';

/** A job after which its host failed: what it printed tells why. */
export interface FailedJob {
  readonly host: string;
  readonly attempt: number;
  /** The number of the entry with which it was known. */
  readonly seq: number;
}

/** Jobs whose attempt ended with a question, or with the host out of service or not seen healthy; in order. */
export function failedJobs(entries: readonly Entry[]): readonly FailedJob[] {
  /** The attempt that each host is in, and whether a job ran in it. */
  const now = new Map<string, { readonly attempt: number; readonly ran: boolean }>();
  const failed = new Map<string, FailedJob>();
  for (const { seq, body } of entries) {
    if (body.type === 'step' && body.attempt !== now.get(body.host)?.attempt)
      now.set(body.host, { attempt: body.attempt, ran: false });
    if (body.type === 'job' && !body.over) now.set(body.host, { attempt: body.attempt, ran: true });
    const host = failedHost(body);
    const at = host === undefined ? undefined : now.get(host);
    if (host === undefined || !at?.ran || failed.has(`${host}/${at.attempt}`)) continue;
    failed.set(`${host}/${at.attempt}`, { host, attempt: at.attempt, seq });
  }
  return [...failed.values()];
}

function failedHost(body: EventBody): string | undefined {
  if (body.type === 'question') return asksAfterCrash(body.answers) ? undefined : body.host;
  const isBad = body.type === 'host' && (body.outcome === 'left-out' || body.outcome === 'unwell');
  return isBad ? body.host : undefined;
}
