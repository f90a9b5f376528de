import type { Entry, EventBody } from '../../model/event.ts';
import { savedText } from '../../model/member.ts';
import type { HostStep } from '../../model/rollout.ts';
import { steppingText } from '../../model/stepping.ts';
import { say } from '../../text/say.ts';
import { placeText } from '../place.ts';
import { toldUnderName } from '../told-of.ts';

/** One step of a host, as far as it came. */
export interface StepStory {
  readonly step: HostStep;
  readonly attempt: number;
  readonly state: 'now' | 'passed' | 'failed';
  /** Where its weight stands on its way. */
  readonly stands?: string;
  /** Pools with what is kept of them, or what they got back. */
  readonly details: readonly string[];
  /** What else there is to say of it: why it failed, what it met. */
  readonly notes: readonly string[];
}

/** What happened to one host, in order. */
export interface HostStory {
  readonly host: string;
  /** The number of the entry with which it began. */
  readonly seq: number;
  readonly steps: readonly StepStory[];
}

type Told = { seq: number; steps: StepStory[] };

/** The hosts that have begun, by name, each with its steps: derived from the journal alone. */
export function hostStories(entries: readonly Entry[]): ReadonlyMap<string, HostStory> {
  const stories = new Map<string, Told>();
  for (const { seq, body } of entries) {
    const host = hostOf(body);
    if (host === undefined) continue;
    if (body.type === 'step' && !stories.has(host)) stories.set(host, { seq, steps: [] });
    const told = stories.get(host);
    if (told) told.steps = next(told.steps, body, host);
  }
  return new Map([...stories].map(([host, told]) => [host, { host, ...told }]));
}

const hostOf = (body: EventBody): string | undefined => ('host' in body ? body.host : undefined);

function next(steps: StepStory[], body: EventBody, host: string): StepStory[] {
  switch (body.type) {
    case 'step':
      return begun(steps, body);
    case 'stepping':
      return edited(steps, 'stands', steppingText(body));
    case 'deployed':
      return steps.at(-1)?.state === 'failed' ? withState(steps, 'passed') : steps;
    case 'draining':
      return edited(steps, 'details', say`${placeText(body, host)} (${savedText(body.saved)} kept)`);
    case 'restored':
      return steps.at(-1)?.step === 'restore'
        ? edited(steps, 'details', say`${placeText(body, host)} with ${savedText(body.saved)}`)
        : edited(steps, 'notes', say`back in ${placeText(body, host)} with ${savedText(body.saved)}`);
    case 'let-go':
      return edited(steps, 'notes', say`left as it is in ${placeText(body, host)}`);
    case 'note':
      return edited(steps, 'notes', toldUnderName(host, body.text));
    case 'question':
      return end(steps, 'failed');
    case 'host':
      return end(steps, body.outcome === 'done' ? 'passed' : 'failed');
    default:
      return steps;
  }
}

/** A step that a crash cut short, and that goes on, is the same step. */
function begun(
  steps: readonly StepStory[],
  { step, attempt }: Extract<EventBody, { type: 'step' }>,
): StepStory[] {
  const now = steps.at(-1);
  if (now?.step === step && now.attempt === attempt) return withState(steps, 'now');
  return [...end(steps, 'passed'), { step, attempt, state: 'now', details: [], notes: [] }];
}

function end(steps: readonly StepStory[], state: 'passed' | 'failed'): StepStory[] {
  return steps.at(-1)?.state === 'now' ? withState(steps, state) : [...steps];
}

const withState = (steps: readonly StepStory[], state: StepStory['state']): StepStory[] =>
  steps.map((each, at) => (at === steps.length - 1 ? { ...each, state } : each));

function edited(
  steps: readonly StepStory[],
  where: 'details' | 'notes' | 'stands',
  text: string,
): StepStory[] {
  const last = steps.at(-1);
  if (!last) return [];
  const part = where === 'stands' ? { stands: text } : { [where]: [...last[where], text] };
  return [...steps.slice(0, -1), { ...last, ...part }];
}
