import type { MemberRef } from '../../model/cluster.ts';
import type { EventBody } from '../../model/event.ts';
import { type Member, sameAs, savedOf } from '../../model/member.ts';
import type { Override } from '../../model/override.ts';
import { isFinal } from '../../model/rollout.ts';
import type { Held } from '../../store/custody.ts';
import type { NewEntry } from '../../store/journal.ts';
import { kept } from '../../text/say.ts';
import { memberName } from '../at.ts';
import { stillOut } from '../steps/snapshot.ts';
import type { Tools } from '../tools.ts';

/** A member with what its balancer shows of it now. */
interface Seen {
  readonly ref: MemberRef;
  readonly live: Member;
}

/**
 * What makes these members the override's, to be recorded together; or why that can't be. What nobody holds is saved as
 * it is; what a rollout has drained keeps what that one saved.
 */
export async function claims(
  tools: Tools,
  override: Override,
  members: readonly Seen[],
): Promise<readonly NewEntry[] | string> {
  const entries: NewEntry[] = [];
  for (const seen of members) {
    const held = await tools.store.custody.of(seen.ref.pool.id, seen.ref.member);
    const other = held && (await tools.store.overrides.get(held.rollout));
    if (other)
      return kept`${override.host} is out by ${other.requester} already (${other.id}: ${other.reason})`;
    entries.push(...(held ? await takenOver(tools, override, held, seen) : [heldAsItIs(override, seen)]));
  }
  return entries;
}

function heldAsItIs(override: Override, { ref, live }: Seen): NewEntry {
  const { id, host } = override;
  const body = { type: 'held' as const, host, pool: ref.pool.id, member: ref.member, saved: savedOf(live) };
  return entry(override, id, `held/${memberName(ref)}`, body);
}

/**
 * From a rollout that has drained it: as that one saved it. Not drained yet, the weight that it has now is right; and
 * what a rollout that has ended left out, and somebody put back since, is not what it was either.
 */
async function takenOver(
  tools: Tools,
  override: Override,
  held: Held,
  seen: Seen,
): Promise<readonly NewEntry[]> {
  const { id, host, requester: person, reason } = override;
  const { pool, member, rollout: from } = held;
  const isStale =
    (await hasEnded(tools, from)) &&
    held.outSince !== undefined &&
    !stillOut(tools, seen.ref, held, seen.live);
  if (isStale) {
    const letGo = { type: 'let-go' as const, host, pool, member };
    return [entry(override, from, `let-go/${memberName(seen.ref)}`, letGo), heldAsItIs(override, seen)];
  }
  const body = { type: 'handed-over' as const, host, pool, member, to: id, person, reason };
  const over = entry(override, from, `handed-over/${memberName(seen.ref)}`, body);
  const isNewer = held.outSince === undefined && !sameAs(held.saved, seen.live);
  return isNewer ? [over, heldAsItIs(override, seen)] : [over];
}

async function hasEnded(tools: Tools, rollout: string): Promise<boolean> {
  const found = await tools.store.rollouts.get(rollout);
  return found === undefined || isFinal(found.state);
}

/** An event of `subject` (the override, or the rollout that loses a member to it). */
const entry = ({ id, cluster }: Override, subject: string, what: string, body: EventBody): NewEntry => ({
  cluster,
  rollout: subject,
  key: `${id}/${what}`,
  body,
});
