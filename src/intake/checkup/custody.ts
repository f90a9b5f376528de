import { foundText } from '../../model/recovery.ts';
import type { HostOutcome } from '../../model/rollout.ts';
import type { Finding } from '../../report/findings-card.ts';
import { timeText } from '../../report/lock-text.ts';
import { type HeldNow, isServing, type Keeper } from './held.ts';

/** What there is to say of members in custody: those that nobody works on, and those that contradict what holds them. */
export const judgeHeld = (all: readonly HeldNow[], now: Date): readonly Finding[] =>
  all.flatMap((each) => heldFinding(each, now) ?? []);

function heldFinding(each: HeldNow, now: Date): Finding | undefined {
  const { held, keeper, mend } = each;
  const found = { what: 'member', where: `${held.host} in ${held.pool}` };
  const wrong = wrongWith(each, now);
  if (wrong !== undefined) {
    const why = keeper.works ? undefined : keeper.host?.reason;
    const answer = [wrong, seenText(each), why].filter((text) => text !== undefined).join('; ');
    return { ...found, mark: 'wrong', answer, ...(mend !== undefined && { mend }) };
  }
  if (!keeper.works || !isServing(each)) return undefined;
  return {
    ...found,
    mark: 'note',
    answer: `in service although ${held.rollout} holds it; ${seenText(each)}`,
  };
}

function wrongWith(each: HeldNow, now: Date): string | undefined {
  const { held, keeper } = each;
  const { rollout: id, outSince } = held;
  if (keeper.works) return contradiction(id, keeper);
  if (!keeper.rollout) return `held for ${id}, which ${keeper.override ? 'has ended' : 'nobody knows'}`;
  const since = outSince ? ` since ${timeText(outSince, now)}` : '';
  return isServing(each) ? `IN SERVICE, although ${id} left it out${since}` : `left out by ${id}${since}`;
}

/** The rollout is through with the host, and its member is out all the same. */
const through: readonly HostOutcome[] = ['done', 'skipped', 'unwell', 'pending'];

function contradiction(id: string, { host, rollout }: Keeper): string | undefined {
  if (!rollout || (host && !through.includes(host.outcome))) return undefined;
  return `held out by ${id}, for which the host is ${host?.outcome ?? 'none of its own'}`;
}

function seenText({ held, seen }: HeldNow): string {
  const { pool, member, saved, host } = held;
  const now = 'live' in seen ? { now: seen.live } : { problem: seen.problem };
  return foundText({ pool, member, saved, ...now }, host);
}
