import type { CardLine } from '../model/card.ts';
import type { Entry, EventBody } from '../model/event.ts';
import { savedText } from '../model/member.ts';
import type { OverrideWish } from '../model/override.ts';
import { type Stepping, steppingText } from '../model/stepping.ts';
import { say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { placeText } from './place.ts';
import { plain } from './plain.ts';
import { recoveredText } from './recovery-text.ts';
import { dateText, durationText } from './time.ts';
import { toldWithName } from './told-of.ts';
import { namesText, overrideText, overrideTone, stateText, stateTone, stepText } from './wording.ts';

type Body<T extends EventBody['type']> = Extract<EventBody, { type: T }>;
type Teller<T extends EventBody['type']> = (body: Body<T>, release: string) => CardLine | undefined;

/**
 * A journal entry as one short line; undefined for what is not worth one.
 * @param release what the entry's rollout rolls, for `deploying v2`
 */
export function entryLine(entry: Entry, release = say`the release`): CardLine | undefined {
  const teller = tellers[entry.body.type] as Teller<EventBody['type']>;
  const line = teller(entry.body, release);
  return line && { ...line, text: plain(line.text) };
}

const at = (iso: string | undefined): string =>
  iso === undefined ? '' : say` at ${dateText(new Date(iso))}`;
const untilText = (iso: string | undefined): string =>
  iso === undefined ? '' : say` until ${dateText(new Date(iso))}`;
const because = (reason: string | undefined): string => (reason === undefined ? '' : say`: ${told(reason)}`);

/** These are told by the entry that comes with them: a drain by what it held, a restore by what it gave back. */
const untoldSteps: readonly string[] = ['snapshot', 'drain', 'restore'];

const tellers: { readonly [T in EventBody['type']]: Teller<T> } = {
  planned: ({ person }) => ({ text: say`planned by ${person}` }),
  approved: ({ person, enough }) => ({
    text: enough ? say`approved by ${person}` : say`approved by ${person}; more approvals are needed`,
  }),
  rejected: ({ person }) => ({ text: say`rejected by ${person}`, tone: 'warning' }),
  state: ({ state, reason }) => stateLine(state, reason),
  steered: ({ person, verb, host }) => ({ text: say`${person}: ${[verb, host].filter(Boolean).join(' ')}` }),
  recovered: (body) => ({ text: recoveredText(body), tone: 'warning' }),
  batch: ({ name, hosts }) => ({ text: say`${told(name)}: ${namesText(hosts, 20)}` }),
  soaking: ({ ms }) => ({ text: say`soaking for ${durationText(ms)}` }),
  step: ({ host, step, attempt, detail }, release) =>
    untoldSteps.includes(step)
      ? undefined
      : { text: `${host} ${withDetail(stepText(step, release), detail)}${tries(attempt)}` },
  held: () => undefined,
  draining: ({ host, saved, ...at }) => ({
    text: say`${host} draining from ${placeText(at, host)} (${savedText(saved)} kept)`,
  }),
  verified: () => undefined,
  restored: ({ host, saved, ...at }) => ({
    text: say`${host} back in ${placeText(at, host)} with ${savedText(saved)}`,
  }),
  stepping: ({ host, ...stepping }) =>
    stepping.percent === 0 ? undefined : { text: wayText(host, stepping) },
  stepped: () => undefined,
  suspected: ({ host, reason, person }) => ({
    text: say`${host} is drained again: ${person === undefined ? told(reason) : say`by ${person}`}`,
    tone: 'warning',
  }),
  'let-go': ({ host, ...at }) => ({ text: say`${host} left as it is in ${placeText(at, host)}` }),
  job: () => undefined,
  deployed: ({ host, release }) => ({ text: say`${host} is on ${release}` }),
  question: ({ host, text }) => ({
    text: toldWithName(host, text),
    tone: 'warning',
  }),
  host: (body) => hostOutcome(body),
  note: ({ host, text }) => ({ text: toldWithName(host, text) }),
  lock: ({ person, action, reason, until, from }) => ({
    text: `${from ? say`stolen from ${from.name} by ${person}` : doneText(action, person)}${untilText(until)}${because(reason)}`,
    ...(from?.kind === 'rollout' && { tone: 'warning' }),
  }),
  freeze: ({ person, action, all, reason, until }) => ({
    text: `${all ? allText(action, person) : doneText(action, person)}${untilText(until)}${because(reason)}`,
  }),
  weight: ({ person, pool, member, from, to, held }) => ({
    text: held
      ? say`${member} in ${pool}: weight ${from} → ${to} by ${person}; it gets it when it is back`
      : say`${member} in ${pool}: weight ${from} → ${to} by ${person}`,
  }),
  override: ({ person, host, reason, forMs }) => ({
    text:
      forMs === undefined
        ? say`${person} wants ${host} out: ${reason}`
        : say`${person} wants ${host} out for ${durationText(forMs)}: ${reason}`,
  }),
  'override-state': (body) => overrideLine(body),
  'override-wish': (body) => wishLine(body),
  'ends-soon': ({ until }) => ({ text: say`comes back by itself${at(until)}`, tone: 'warning' }),
  'handed-over': ({ host, pool, person, to, reason }) => ({
    text: say`${host} stays out of ${pool}: ${person} took it out (${to}: ${reason}), and it comes back with ${to}`,
    tone: 'warning',
  }),
  asked: () => undefined,
};

const wayText = (host: string, stepping: Stepping): string =>
  stepping.way === 'out'
    ? say`${host} on its way out, ${steppingText(stepping)}`
    : say`${host} on its way back, ${steppingText(stepping)}`;

const tries = (attempt: number): string => (attempt > 1 ? say`, attempt ${attempt}` : '');

type Action = Body<'lock' | 'freeze'>['action'];

function doneText(action: Action, person: string): string {
  const texts: Record<Action, string> = {
    locked: say`locked by ${person}`,
    unlocked: say`unlocked by ${person}`,
    stolen: say`stolen by ${person}`,
    frozen: say`frozen by ${person}`,
    unfrozen: say`unfrozen by ${person}`,
  };
  return texts[action];
}

const allText = (action: Action, person: string): string => say`all clusters ${doneText(action, person)}`;

const withDetail = (text: string, detail: string | undefined): string =>
  detail ? say`${text} (${told(detail)})` : text;

/** The states that another entry already tells (approval, question, gate) get no line of their own. */
function stateLine(state: Body<'state'>['state'], reason?: string): CardLine | undefined {
  if (state === 'awaiting-approval' || state === 'waiting') return undefined;
  return { text: `${stateText(state)}${because(reason)}`, tone: stateTone[state] };
}

function hostOutcome(body: Body<'host'>): CardLine | undefined {
  const out = body.outMs === undefined ? '' : say`; out ${durationText(body.outMs)}`;
  if (body.outcome === 'done') return { text: say`${body.host} done${out}`, tone: 'good' };
  if (body.outcome === 'skipped')
    return { text: say`${body.host} skipped${because(body.reason)}${out}`, tone: 'warning' };
  if (body.outcome === 'unwell')
    return { text: say`${body.host} not seen healthy${because(body.reason)}`, tone: 'bad' };
  if (body.outcome === 'returned')
    return { text: say`${body.host} back in service${because(body.reason)}`, tone: 'warning' };
  if (body.outcome === 'left-out')
    return { text: say`${body.host} left out of service${because(body.reason)}`, tone: 'bad' };
  return undefined;
}

function overrideLine({ state, person, note, until }: Body<'override-state'>): CardLine {
  const by = person === undefined ? '' : say` by ${person}`;
  return {
    text: `${overrideText(state)}${by}${untilText(until)}${because(note)}`,
    tone: overrideTone[state],
  };
}

function wishLine({ person, wish, until }: Body<'override-wish'>): CardLine {
  const texts: Record<OverrideWish, string> = {
    enable: say`enable`,
    'enable-anyway': say`enable, verified or not`,
    extend: say`stays out longer,`,
  };
  return { text: say`${person}: ${`${texts[wish]}${untilText(until)}`}` };
}
