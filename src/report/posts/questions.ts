import type { Entry, EventBody } from '../../model/event.ts';
import { isFinal } from '../../model/rollout.ts';
import type { RolloutView } from './view.ts';

export type Question = Extract<EventBody, { type: 'question' }>;
type Steered = Extract<EventBody, { type: 'steered' }>;

/** Who answered what and when; empty where nobody did, and nobody has to any more. */
export interface Closed {
  readonly answer?: { readonly steered: Steered; readonly at: Date };
}

/** A question and what became of it. */
export interface Asked {
  readonly seq: number;
  /** Its number among those about the same host. */
  readonly nth: number;
  readonly body: Question;
  /** Absent: it is open. */
  readonly closed?: Closed;
}

/** All questions of a rollout, in order. */
export function questionsOf(view: RolloutView): readonly Asked[] {
  const counts = new Map<string | undefined, number>();
  return view.entries.flatMap(({ seq, body }) => {
    if (body.type !== 'question') return [];
    const nth = (counts.get(body.host) ?? 0) + 1;
    counts.set(body.host, nth);
    const closed = closedBy(view, seq, body);
    return [{ seq, nth, body, ...(closed && { closed }) }];
  });
}

/** How the question ended: by the first wish that answers it, or by what happened without one. */
function closedBy({ entries, rollout }: RolloutView, seq: number, question: Question): Closed | undefined {
  for (const entry of entries) {
    if (entry.seq <= seq) continue;
    const { at, body } = entry;
    if (body.type === 'steered' && answers(body, question)) return { answer: { steered: body, at } };
    if (goesOn(body, question)) return {};
  }
  return isFinal(rollout.state) ? {} : undefined;
}

/** The same rule by which the workflow takes a wish for an answer: see workflow/ask.ts. */
function answers({ verb, host }: Steered, question: Question): boolean {
  if (verb === 'abort' || verb === 'rollback') return true;
  if (verb === 'skip') return question.host !== undefined && host === question.host;
  const isForUs = question.host === undefined || host === undefined || host === question.host;
  return question.answers.includes(verb) && isForUs;
}

/** What the question was about is under way again, or over; or something else is asked about it. */
function goesOn(body: Entry['body'], { host }: Question): boolean {
  if (host === undefined) return body.type === 'batch' || body.type === 'state';
  return (body.type === 'step' || body.type === 'host' || body.type === 'question') && body.host === host;
}
