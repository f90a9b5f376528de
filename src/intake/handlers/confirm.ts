import { isActive, type Override } from '../../model/override.ts';
import type { Place } from '../../model/place.ts';
import { mayDisable } from '../../policy/access.ts';
import { timeText } from '../../report/lock-text.ts';
import { overrideText } from '../../report/wording.ts';
import type { NewEntry } from '../../store/journal.ts';
import { kept, say } from '../../text/say.ts';
import { told } from '../../text/told.ts';
import { clusterNamed, type Desk, demand, Refusal } from '../desk.ts';
import { expireOverride, isExpired } from '../expiry.ts';
import type { Answer, Asked } from '../intake.ts';
import { activeOn, overrideNamed, overrideShown, takenOut } from '../overrides.ts';
import { inTurnOf } from '../together.ts';

/** A click on *Take it out*: the first one counts, and the hosts are out within a second of it. */
export async function confirmOverride(desk: Desk, id: string, asked: Asked): Promise<Answer> {
  await inTurnOf(desk, id, async (group) => {
    // A click whose answer was lost with the process that it reached comes again: it has counted.
    if (await desk.tools.store.journal.byKey(confirmKey(id, asked))) return beginAll(desk, group);
    const override = await awaitingOverride(desk, id);
    const cluster = clusterNamed(desk, override.cluster);
    demand(mayDisable(cluster.access, cluster.name, asked));
    for (const each of group) await demandNotOut(desk, each);
    await confirm(desk, group, asked);
  });
  return takenOut(desk, id);
}

/** Durable before the workflows are begun: what dies in between is begun at the next start. */
export async function confirm(desk: Desk, group: readonly Override[], asked: Asked): Promise<void> {
  const { journal } = desk.tools.store;
  const body = { type: 'override-state' as const, state: 'taking-out' as const, person: asked.person };
  const places = await placesOfLeader(desk, group);
  await journal.recordAll(
    group.map(({ id, cluster, leader = id }) => ({
      rollout: id,
      cluster,
      key: confirmKey(id, asked),
      body: { ...body, ...(id !== leader && { places }) },
    })),
  );
  await beginAll(desk, group);
}

/** Begins nothing twice. */
export async function beginAll(desk: Desk, group: readonly Override[]): Promise<void> {
  for (const { id } of group) await desk.startOverride(id);
}

/** Until they are confirmed they share one card; from then on each is told by itself, in the same places. */
async function placesOfLeader(desk: Desk, [first]: readonly Override[]): Promise<readonly Place[]> {
  const asked = await desk.tools.store.journal.byKey(`${first?.leader ?? first?.id}/asked`);
  return (asked?.type === 'override' && asked.places) || [];
}

const confirmKey = (id: string, { id: request }: Asked): string => `${id}/confirmed/${request}`;

/** A click on *Leave it*. Whoever may take it out may say no, and so may who asked for it. */
export async function rejectOverride(desk: Desk, id: string, asked: Asked): Promise<Answer> {
  await inTurnOf(desk, id, async (group) => {
    const { cluster: name, requester } = await awaitingOverride(desk, id);
    if (asked.person !== requester) demand(mayDisable(clusterNamed(desk, name).access, name, asked));
    await desk.tools.store.journal.recordAll(group.flatMap((each) => rejected(each, asked)));
  });
  return overrideShown(desk, id);
}

function rejected({ id, cluster }: Override, { person }: Asked): readonly NewEntry[] {
  const of = { rollout: id, cluster };
  const note = kept`rejected by ${person}; nothing was changed`;
  const body = { type: 'override-state' as const, state: 'dropped' as const, person, note };
  return [
    { ...of, key: `${id}/rejected`, body: { type: 'rejected', person } },
    { ...of, key: `${id}/dropped`, body },
  ];
}

/** The override, if it still waits for its confirmation; later clicks are told who decided and when. */
async function awaitingOverride(desk: Desk, id: string): Promise<Override> {
  const override = await overrideNamed(desk, id);
  if (override.state === 'awaiting-approval' && isExpired(desk, override)) {
    await expireOverride(desk, override);
    throw new Refusal(
      'refused',
      say`${id} waited too long for its confirmation and has lapsed: ask for it again`,
    );
  }
  if (override.state === 'awaiting-approval') return override;
  throw new Refusal('refused', await decidedText(desk, override));
}

async function decidedText(desk: Desk, { id, state, note }: Override): Promise<string> {
  for (const { body, at } of await desk.tools.store.journal.after(id, 0)) {
    const when = timeText(at, desk.now());
    if (body.type === 'rejected') return say`${id} was rejected by ${body.person} at ${when}`;
    if (body.type === 'override-state' && body.state === 'taking-out')
      return say`${id} was confirmed by ${body.person ?? say`somebody`} at ${when}; it is ${overrideText(state)}`;
  }
  return say`${id} does not wait for its confirmation: ${note === undefined ? overrideText(state) : told(note)}`;
}

/** Somebody else was quicker. */
async function demandNotOut(desk: Desk, { cluster, host }: Override): Promise<void> {
  const other = await activeOn(desk, cluster, host);
  if (!other || !isActive(other.state)) return;
  const { id, requester, reason } = other;
  throw new Refusal('refused', say`${host} is out already: ${id} by ${requester} (${reason})`);
}
