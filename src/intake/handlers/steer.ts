import type { Cluster } from '../../model/cluster.ts';
import { afterCrashVerbs, isComingBack, isFinal, type Rollout, type SteerVerb } from '../../model/rollout.ts';
import { mayDeploy, mayDisable } from '../../policy/access.ts';
import { inARow, say } from '../../text/say.ts';
import { mayGoBack } from '../../workflow/ask.ts';
import { standing, steeringOf } from '../../workflow/steering.ts';
import { clusterNamed, type Desk, demand, type Handler, Refusal, rolloutNamed } from '../desk.ts';
import type { Answer, Asked } from '../intake.ts';
import { lastSeq, shown } from '../shown.ts';
import { outcomeWord, stateWord } from '../words.ts';

interface Wish {
  readonly rollout: Rollout;
  readonly verb: SteerVerb;
  readonly host?: string;
}

type Steering =
  | 'pause'
  | 'resume'
  | 'retry'
  | 'promote'
  | 'skip'
  | 'redrain'
  | 'continue'
  | 'verify'
  | 'keep-out';

export const steer: Handler<Steering> = async (desk, command, request) => {
  const rollout = await rolloutNamed(desk, command.rollout);
  const host = 'host' in command ? command.host : undefined;
  return steerWith(desk, { rollout, verb: command.verb, ...(host !== undefined && { host }) }, request);
};

/** Checks that the wish makes sense now, records it once, and shows the rollout as it stands then. */
export async function steerWith(desk: Desk, wish: Wish, request: Asked): Promise<Answer> {
  const { id, cluster: name } = wish.rollout;
  demandMay(clusterNamed(desk, name), wish.verb, request);
  // In turn with the rollout's end: a wish that is accepted is never too late.
  const seq = await desk.tools.turns.inTurn(steeringOf(id), () => record(desk, wish, request));
  const answer = await shown(desk, id, seq);
  const waits = wish.verb === 'pause' ? await openText(desk, id) : undefined;
  if (waits === undefined) return answer;
  const line = { text: say`${id} is paused; ${waits}`, tone: 'warning' as const };
  return { ...answer, card: { ...answer.card, lines: [line, ...(answer.card.lines ?? [])] } };
}

/** Whoever may take a host out may also take it out again. */
function demandMay({ name, access }: Cluster, verb: SteerVerb, request: Asked): void {
  if (verb === 'redrain' && mayDisable(access, name, request).allowed) return;
  demand(mayDeploy(access, name, request));
}

/** Gives where the journal ended before, if the wish is new. */
async function record(
  desk: Desk,
  { rollout, verb, host }: Wish,
  { person, id: request }: Asked,
): Promise<number | undefined> {
  // Recorded by a process that died before it answered: what made sense then is not asked again.
  if (await desk.tools.store.steers.has(request)) return undefined;
  const now = await rolloutNamed(desk, rollout.id);
  const senseless = await senselessIn(desk, { rollout: now, verb, ...(host !== undefined && { host }) });
  if (senseless !== undefined) throw new Refusal('refused', senseless);
  const steer = { cluster: now.cluster, rollout: now.id, verb, person, request };
  const seq = await lastSeq(desk, now.id);
  const isNew = await desk.tools.store.steers.add({ ...steer, ...(host !== undefined && { host }) });
  return isNew ? seq : undefined;
}

async function senselessIn(desk: Desk, { rollout, verb, host }: Wish): Promise<string | undefined> {
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

/** `a waits for an answer: retry, skip, rollback or abort`; undefined where nothing is asked. */
async function openText({ tools }: Desk, id: string): Promise<string | undefined> {
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
