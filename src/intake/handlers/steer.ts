import type { Cluster } from '../../model/cluster.ts';
import type { SteerVerb } from '../../model/rollout.ts';
import { mayDeploy, mayDisable } from '../../policy/access.ts';
import { say } from '../../text/say.ts';
import { steeringOf } from '../../workflow/steering.ts';
import { clusterNamed, type Desk, demand, type Handler, Refusal, rolloutNamed } from '../desk.ts';
import type { Answer, Asked } from '../intake.ts';
import { openText, senselessIn, type Wish } from '../sense.ts';
import { lastSeq, shown } from '../shown.ts';

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
