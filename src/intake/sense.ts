import { afterCrashVerbs, isComingBack, isFinal, type Rollout, type SteerVerb } from '../model/rollout.ts';
import { inARow, say } from '../text/say.ts';
import { mayGoBack } from '../workflow/ask.ts';
import { standing } from '../workflow/steering.ts';
import type { Desk } from './desk.ts';
import { outcomeWord, stateWord } from './words.ts';

/** What a person wants of a rollout that runs. */
export interface Wish {
  readonly rollout: Rollout;
  readonly verb: SteerVerb;
  readonly host?: string;
}

/** Why the wish makes no sense now, in a sentence that says what would; undefined where it does. */
export async function senselessIn(desk: Desk, { rollout, verb, host }: Wish): Promise<string | undefined> {
  const { id, state } = rollout;
  if (isFinal(state)) return say`${id} has ended (${stateWord(state)}): there is nothing to ${verb}`;
  if (state === 'awaiting-approval') return say`${id} has not begun: \`approve ${id}\` or \`reject ${id}\``;
  if (state === 'aborting' && verb !== 'skip') return say`${id} is being aborted already`;
  if (verb === 'resume' && !(await isPaused(desk, id))) return notPaused(desk, id);
  if (verb === 'pause' && (await isPaused(desk, id))) return say`${id} is paused already`;
  if (verb === 'rollback' && !(await mayGoBack(desk.tools, id))) return nothingKnown(rollout);
  if (verb === 'redrain' && host !== undefined) return notComingBack(desk, rollout, host);
  if (verb === 'skip' && host !== undefined) return hostOver(desk, id, host);
  return answering.includes(verb) ? unasked(desk, rollout, verb, host) : undefined;
}

const nothingKnown = ({ id, cluster }: Rollout): string =>
  say`No earlier release is known for the hosts of ${id}: \`abort ${id}\` stops it, and \`rollback ${cluster} v1\` then rolls the one that you name`;

/** Also below an open question, which hides it in the state. */
const isPaused = async ({ tools }: Desk, id: string): Promise<boolean> =>
  standing(await tools.store.steers.of(id)) === 'paused';

async function notPaused(desk: Desk, id: string): Promise<string> {
  const waits = await openText(desk, id);
  return waits === undefined ? say`${id} is not paused` : say`${id} is not paused; ${waits}`;
}

/** `a waits for an answer: retry, skip, rollback, abort`; undefined where nothing is asked. */
export async function openText({ tools }: Desk, id: string): Promise<string | undefined> {
  const [question] = await tools.store.rollouts.questions(id);
  return question && say`${question.host ?? id} waits for an answer: ${inARow(question.answers)}`;
}

/** These make sense only as answers. */
const answering: readonly SteerVerb[] = ['retry', 'promote', ...afterCrashVerbs];

async function hostOver(desk: Desk, id: string, host: string): Promise<string | undefined> {
  const found = (await desk.tools.store.rollouts.hosts(id)).find((each) => each.host === host);
  if (!found) return noHost(id, host);
  return ['done', 'unwell', 'skipped', 'returned', 'left-out'].includes(found.outcome)
    ? say`${host} is through already (${outcomeWord(found.outcome)})`
    : undefined;
}

const noHost = (id: string, host: string): string =>
  say`${id} has no host ${host}; \`status ${id}\` lists them`;

/** Before its first step it is out anyway, and after the last one a person takes it out by hand. */
async function notComingBack(
  desk: Desk,
  { id, cluster }: Rollout,
  host: string,
): Promise<string | undefined> {
  const found = (await desk.tools.store.rollouts.hosts(id)).find((each) => each.host === host);
  if (!found) return noHost(id, host);
  if (isComingBack(found)) return undefined;
  return say`the weight of ${host} does not come back by steps right now; \`disable ${cluster} ${host} REASON\` takes it out`;
}

async function unasked(
  desk: Desk,
  { id }: Rollout,
  verb: SteerVerb,
  host?: string,
): Promise<string | undefined> {
  const questions = await desk.tools.store.rollouts.questions(id);
  const fits = questions.some(
    (question) => question.answers.includes(verb) && (host === undefined || question.host === host),
  );
  if (fits) return undefined;
  return host === undefined
    ? say`${id} asked nothing that \`${verb}\` answers; \`status ${id}\` shows what is open`
    : say`${id} and ${host} asked nothing that \`${verb}\` answers; \`status ${id}\` shows what is open`;
}
