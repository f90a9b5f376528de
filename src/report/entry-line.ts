import type { CardLine } from '../model/card.ts';
import type { Entry, EventBody } from '../model/event.ts';
import { savedText } from '../model/member.ts';
import type { OverrideWish } from '../model/override.ts';
import { steppingText } from '../model/stepping.ts';
import { placeText } from './place.ts';
import { plain } from './plain.ts';
import { recoveredText } from './recovery-text.ts';
import { dateText, durationText } from './time.ts';
import { namesText, overrideText, overrideTone, stateText, stateTone, stepText } from './wording.ts';

type Body<T extends EventBody['type']> = Extract<EventBody, { type: T }>;
type Teller<T extends EventBody['type']> = (body: Body<T>, release: string) => CardLine | undefined;

/**
 * A journal entry as one short line; undefined for what is not worth one.
 * @param release what the entry's rollout rolls, for `deploying v2`
 */
export function entryLine(entry: Entry, release = 'the release'): CardLine | undefined {
  const teller = tellers[entry.body.type] as Teller<EventBody['type']>;
  const line = teller(entry.body, release);
  return line && { ...line, text: plain(line.text) };
}

const at = (iso: string | undefined): string => (iso === undefined ? '' : ` at ${dateText(new Date(iso))}`);
const untilText = (iso: string | undefined): string =>
  iso === undefined ? '' : ` until ${dateText(new Date(iso))}`;
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
  recovered: (body) => ({ text: recoveredText(body), tone: 'warning' }),
  batch: ({ name, hosts }) => ({ text: `${name}: ${namesText(hosts, 20)}` }),
  soaking: ({ ms }) => ({ text: `soaking for ${durationText(ms)}` }),
  step: ({ host, step, attempt, detail }, release) =>
    untoldSteps.includes(step)
      ? undefined
      : { text: `${host} ${stepText(step, release)}${detail ? ` (${detail})` : ''}${tries(attempt)}` },
  held: () => undefined,
  draining: ({ host, saved, ...at }) => ({
    text: `${host} draining from ${placeText(at, host)} (${savedText(saved)} kept)`,
  }),
  verified: () => undefined,
  restored: ({ host, saved, ...at }) => ({
    text: `${host} back in ${placeText(at, host)} with ${savedText(saved)}`,
  }),
  stepping: ({ host, ...stepping }) =>
    stepping.percent === 0
      ? undefined
      : { text: `${host} ${wayText[stepping.way]} ${steppingText(stepping)}` },
  stepped: () => undefined,
  suspected: ({ host, reason, person }) => ({
    text: `${host} is drained again: ${person === undefined ? reason : `by ${person}`}`,
    tone: 'warning',
  }),
  'let-go': ({ host, ...at }) => ({ text: `${host} left as it is in ${placeText(at, host)}` }),
  job: () => undefined,
  deployed: ({ host, release }) => ({ text: `${host} is on ${release}` }),
  question: ({ host, text }) => ({
    text: host === undefined || text.includes(host) ? text : `${host}: ${text}`,
    tone: 'warning',
  }),
  host: (body) => hostOutcome(body),
  note: ({ host, text }) => ({ text: host === undefined || text.includes(host) ? text : `${host}: ${text}` }),
  lock: ({ person, action, reason, until, from }) => ({
    text: `${action} ${from ? `from ${from.name} ` : ''}by ${person}${untilText(until)}${because(reason)}`,
    ...(from?.kind === 'rollout' && { tone: 'warning' }),
  }),
  freeze: ({ person, action, all, reason, until }) => ({
    text: `${all ? 'all clusters ' : ''}${action} by ${person}${untilText(until)}${because(reason)}`,
  }),
  weight: ({ person, pool, member, from, to, held }) => ({
    text: `${member} in ${pool}: weight ${from} → ${to} by ${person}${held ? '; it gets it when it is back' : ''}`,
  }),
  override: ({ person, host, reason, forMs }) => ({
    text: `${person} wants ${host} out${forMs === undefined ? '' : ` for ${durationText(forMs)}`}: ${reason}`,
  }),
  'override-state': (body) => overrideLine(body),
  'override-wish': (body) => wishLine(body),
  'ends-soon': ({ until }) => ({ text: `comes back by itself${at(until)}`, tone: 'warning' }),
  'handed-over': ({ host, pool, person, to, reason }) => ({
    text: `${host} stays out of ${pool}: ${person} took it out (${to}: ${reason}), and it comes back with ${to}`,
    tone: 'warning',
  }),
  asked: () => undefined,
};

const wayText = { out: 'on its way out,', back: 'on its way back,' } as const;

const tries = (attempt: number): string => (attempt > 1 ? `, attempt ${attempt}` : '');

/** The states that another entry already tells (approval, question, gate) get no line of their own. */
function stateLine(state: Body<'state'>['state'], reason?: string): CardLine | undefined {
  if (state === 'awaiting-approval' || state === 'waiting') return undefined;
  return { text: `${stateText[state]}${because(reason)}`, tone: stateTone[state] };
}

function hostOutcome(body: Body<'host'>): CardLine | undefined {
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

function overrideLine({ state, person, note, until }: Body<'override-state'>): CardLine {
  const by = person === undefined ? '' : ` by ${person}`;
  return {
    text: `${overrideText[state]}${by}${untilText(until)}${because(note)}`,
    tone: overrideTone[state],
  };
}

function wishLine({ person, wish, until }: Body<'override-wish'>): CardLine {
  const texts: Record<OverrideWish, string> = {
    enable: 'enable',
    'enable-anyway': 'enable, verified or not',
    extend: 'stays out longer,',
  };
  return { text: `${person}: ${texts[wish]}${untilText(until)}` };
}
