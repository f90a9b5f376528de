import type { CardLine } from '../model/card.ts';
import type { Entry, EventBody } from '../model/event.ts';
import { savedText } from '../model/member.ts';
import { plain } from './plain.ts';
import { durationText } from './time.ts';
import { namesText, stateText, stateTone, stepText } from './wording.ts';

type Teller<T extends EventBody['type']> = (
  body: Extract<EventBody, { type: T }>,
  release: string,
) => CardLine | undefined;

/**
 * A journal entry as one short line; undefined for what is not worth one.
 * @param release what the entry's rollout rolls, for `deploying v2`
 */
export function entryLine(entry: Entry, release = 'the release'): CardLine | undefined {
  const teller = tellers[entry.body.type] as Teller<EventBody['type']>;
  const line = teller(entry.body, release);
  return line && { ...line, text: plain(line.text) };
}

const because = (reason: string | undefined): string => (reason === undefined ? '' : `: ${reason}`);

/** These are told by the entry that comes with them: a drain by what it held, a restore by what it gave back. */
const untoldSteps: readonly string[] = ['snapshot', 'drain', 'restore'];

const tellers: { readonly [T in EventBody['type']]: Teller<T> } = {
  planned: ({ person }) => ({ text: `planned by ${person}` }),
  approved: ({ person, enough }) => ({
    text: enough ? `approved by ${person}` : `approved by ${person}; more approvals are needed`,
  }),
  rejected: ({ person }) => ({ text: `rejected by ${person}`, tone: 'warning' }),
  state: ({ state, reason }) => stateLine(state, reason),
  steered: ({ person, verb, host }) => ({ text: [`${person}:`, verb, host].filter(Boolean).join(' ') }),
  recovered: ({ where }) => ({ text: `taken up again after a restart (${where})`, tone: 'warning' }),
  batch: ({ name, hosts }) => ({ text: `${name}: ${namesText(hosts, 20)}` }),
  soaking: ({ ms }) => ({ text: `soaking for ${durationText(ms)}` }),
  step: ({ host, step, attempt, detail }, release) =>
    untoldSteps.includes(step)
      ? undefined
      : { text: `${host} ${stepText(step, release)}${detail ? ` (${detail})` : ''}${tries(attempt)}` },
  held: () => undefined,
  draining: ({ host, pool, saved }) => ({ text: `${host} draining from ${pool} (${savedText(saved)} kept)` }),
  verified: () => undefined,
  restored: ({ host, pool, saved }) => ({ text: `${host} back in ${pool} with ${savedText(saved)}` }),
  'let-go': ({ host, pool }) => ({ text: `${host} left as it is in ${pool}` }),
  job: () => undefined,
  deployed: ({ host, release }) => ({ text: `${host} is on ${release}` }),
  question: ({ host, text }) => ({
    text: host === undefined || text.includes(host) ? text : `${host}: ${text}`,
    tone: 'warning',
  }),
  host: (body) => hostOutcome(body),
  note: ({ host, text }) => ({ text: host === undefined || text.includes(host) ? text : `${host}: ${text}` }),
  lock: ({ person, action, reason }) => ({ text: `${action} by ${person}${because(reason)}` }),
};

const tries = (attempt: number): string => (attempt > 1 ? `, attempt ${attempt}` : '');

/** The states that another entry already tells (approval, question, gate) get no line of their own. */
function stateLine(
  state: Extract<EventBody, { type: 'state' }>['state'],
  reason?: string,
): CardLine | undefined {
  if (state === 'awaiting-approval' || state === 'waiting') return undefined;
  return { text: `${stateText[state]}${because(reason)}`, tone: stateTone[state] };
}

function hostOutcome(body: Extract<EventBody, { type: 'host' }>): CardLine | undefined {
  const out = body.outMs === undefined ? '' : `; out ${durationText(body.outMs)}`;
  if (body.outcome === 'done') return { text: `${body.host} done${out}`, tone: 'good' };
  if (body.outcome === 'skipped')
    return { text: `${body.host} skipped${because(body.reason)}${out}`, tone: 'warning' };
  if (body.outcome === 'unwell')
    return { text: `${body.host} not seen healthy${because(body.reason)}`, tone: 'bad' };
  if (body.outcome === 'left-out')
    return { text: `${body.host} left out of service${because(body.reason)}`, tone: 'bad' };
  return undefined;
}
