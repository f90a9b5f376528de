import { foundText } from '../../model/recovery.ts';
import type { HostOutcome } from '../../model/rollout.ts';
import type { Finding } from '../../report/findings-card.ts';
import { timeText } from '../../report/lock-text.ts';
import { oneAfterAnother, say } from '../../text/say.ts';
import { told } from '../../text/told.ts';
import { outcomeWord } from '../words.ts';
import { type HeldNow, isServing, type Keeper } from './held.ts';

/** What there is to say of members in custody: those that nobody works on, and those that contradict what holds them. */
export const judgeHeld = (all: readonly HeldNow[], now: Date): readonly Finding[] =>
  all.flatMap((each) => heldFinding(each, now) ?? []);

function heldFinding(each: HeldNow, now: Date): Finding | undefined {
  const { held, keeper, mend } = each;
  const found = { what: say`member`, where: say`${held.host} in ${held.pool}` };
  const wrong = wrongWith(each, now);
  if (wrong !== undefined) {
    const why = keeper.works ? undefined : keeper.host?.reason;
    const answer = oneAfterAnother([wrong, seenText(each), ...(why === undefined ? [] : [told(why)])]);
    return { ...found, mark: 'wrong', answer, ...(mend !== undefined && { mend }) };
  }
  if (!keeper.works || !isServing(each)) return undefined;
  return {
    ...found,
    mark: 'note',
    answer: say`in service although ${held.rollout} holds it; ${seenText(each)}`,
  };
}

function wrongWith(each: HeldNow, now: Date): string | undefined {
  const { held, keeper } = each;
  const { rollout: id } = held;
  if (keeper.works) return contradiction(id, keeper);
  if (keeper.rollout) return leftOutText(each, now);
  return keeper.override ? say`held for ${id}, which has ended` : say`held for ${id}, which nobody knows`;
}

function leftOutText(each: HeldNow, now: Date): string {
  const { rollout: id, outSince } = each.held;
  const serves = isServing(each);
  if (!outSince) return serves ? say`IN SERVICE, although ${id} left it out` : say`left out by ${id}`;
  const since = timeText(outSince, now);
  return serves
    ? say`IN SERVICE, although ${id} left it out since ${since}`
    : say`left out by ${id} since ${since}`;
}

/** The rollout is through with the host, and its member is out all the same. */
const through: readonly HostOutcome[] = ['done', 'skipped', 'unwell', 'returned', 'pending'];

function contradiction(id: string, { host, rollout }: Keeper): string | undefined {
  if (!rollout || (host && !through.includes(host.outcome))) return undefined;
  return host
    ? say`held out by ${id}, for which the host is ${outcomeWord(host.outcome)}`
    : say`held out by ${id}, for which the host is none of its own`;
}

function seenText({ held, seen }: HeldNow): string {
  const { pool, member, saved, host } = held;
  const now = 'live' in seen ? { now: seen.live } : { problem: seen.problem };
  return foundText({ pool, member, saved, ...now }, host);
}
