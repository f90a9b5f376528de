import type { Holder } from '../../lock/lock.ts';
import type { EventBody, LockedBy } from '../../model/event.ts';
import { isFinal } from '../../model/rollout.ts';
import { timeText } from '../../report/lock-text.ts';
import { plain } from '../../report/plain.ts';
import { say } from '../../text/say.ts';
import { steeringOf } from '../../workflow/steering.ts';
import type { Desk } from '../desk.ts';
import type { Answer, Asked } from '../intake.ts';
import { freesText, reasonOf, takenText } from '../locked.ts';
import { openAnswer } from '../shown.ts';

/** A lock taken from somebody, as it is recorded before it is. */
type Theft = Extract<EventBody, { type: 'lock' }> & { readonly from: LockedBy };

interface Wanted {
  readonly reason: string;
  readonly until: Date | undefined;
  /** Who has it now. */
  readonly before: Holder;
}

/** Writes down who takes it from whom, in the journal of the rollout that loses it. */
export async function recordTheft(
  { tools }: Desk,
  cluster: string,
  { id, person }: Asked,
  { reason, until, before }: Wanted,
): Promise<Theft> {
  const from = { kind: before.kind, name: before.name, reason: before.reason, hold: before.hold };
  const end = until && { until: until.toISOString() };
  const body: Theft = { type: 'lock', action: 'stolen', person, reason, from, ...end };
  const rollout = from.kind === 'rollout' ? { rollout: from.name } : {};
  await tools.store.journal.record({ ...rollout, cluster, key: `request/${id}`, body });
  return body;
}

/**
 * Takes the lock from the holder that is recorded, if that one still has it: asked again after a crash it is taken once.
 * A rollout that loses it is told to stop: it may wait for an answer, and notices nothing otherwise.
 */
export async function stolen(desk: Desk, cluster: string, request: Asked, theft: Theft): Promise<Answer> {
  const { person, reason = '', from } = theft;
  const until = theft.until === undefined ? undefined : new Date(theft.until);
  const { lock } = desk.tools;
  const holder = await lock.holder(cluster);
  if (holder?.hold === from.hold)
    await lock.steal(cluster, { kind: 'person', name: person, reason, ...(until && { until }) });
  if (from.kind === 'rollout') await stop(desk, cluster, from.name, request);
  return answerOf(desk, cluster, theft, until);
}

/** In turn with its end: a rollout that has ended by itself is left alone. */
const stop = ({ tools }: Desk, cluster: string, rollout: string, { id, person }: Asked): Promise<void> =>
  tools.turns.inTurn(steeringOf(rollout), async () => {
    const found = await tools.store.rollouts.get(rollout);
    if (!found || isFinal(found.state)) return;
    await tools.store.steers.add({ cluster, rollout, verb: 'abort', person, request: id });
  });

function answerOf(
  desk: Desk,
  cluster: string,
  { reason = '', from }: Theft,
  until: Date | undefined,
): Answer {
  const taken = takenText(cluster, reason, until && timeText(until, desk.now()));
  const title = say`${taken}. ${takenFrom(from)}. ${freesText(cluster)}`;
  return { ...openAnswer(title), ...(from.kind === 'person' && { mention: [from.name] }) };
}

function takenFrom(from: LockedBy): string {
  const name = plain(from.name, 80);
  const why = plain(reasonOf(from), 200);
  return from.kind === 'rollout'
    ? say`It was taken from ${name} (${why}), which changes nothing more; \`status ${from.name}\` shows it`
    : say`It was taken from ${name} (${why})`;
}
