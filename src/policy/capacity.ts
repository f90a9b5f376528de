import { type Amount, amountOf } from '../model/amount.ts';
import { inService, type Member } from '../model/member.ts';
import { kept } from '../text/say.ts';

/** A closed yes or no with its reason in the operators' words. */
export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

export interface CapacityRule {
  readonly minInService: Amount;
  readonly maxOut?: Amount;
}

/** A pool right now: its live members, and those that the bot holds out, whatever the balancer shows of them. */
export interface LivePool {
  readonly pool: string;
  readonly live: readonly Member[];
  /** A balancer that was restarted shows a member that we drained as ready, until it is drained again. */
  readonly out: ReadonlySet<string>;
}

/**
 * May these members, all of them at once, be taken out of their pool now? Counted over the live state of all members, so that members that are
 * down or that somebody took out by hand count as out. Taking out what is already out changes nothing and is allowed.
 * @param ofOneHost the most of these members that belong to one host: one host may always go, however many it has here
 */
export function mayTakeOut(
  { pool, live, out }: LivePool,
  members: readonly string[],
  rule: CapacityRule,
  ofOneHost = members.length,
): Decision {
  const total = live.length;
  const serving = live.filter((each) => inService(each) && !out.has(each.name));
  const taken = serving.filter(({ name }) => members.includes(name)).length;
  if (taken === 0) return { allowed: true };
  const floor = amountOf(rule.minInService, total, 'up');
  const left = serving.length - taken;
  if (left < floor) {
    const reason = kept`${pool} has ${serving.length} of ${total} members in service and must keep ${floor}`;
    return { allowed: false, reason };
  }
  const cap = rule.maxOut && Math.max(ofOneHost, amountOf(rule.maxOut, total, 'down'));
  if (cap === undefined || total - left <= cap) return { allowed: true };
  const reason = kept`${pool} has ${total - serving.length} members out and may have ${cap}`;
  return { allowed: false, reason };
}

/**
 * The most members that could be out of this pool at once by the rule, if all were healthy.
 * @param ofOneHost how many of them one host has
 */
export function mostOut(total: number, rule: CapacityRule, ofOneHost = 1): number {
  const byFloor = total - amountOf(rule.minInService, total, 'up');
  const byCap = rule.maxOut ? Math.max(ofOneHost, amountOf(rule.maxOut, total, 'down')) : total;
  return Math.max(0, Math.min(byFloor, byCap));
}
