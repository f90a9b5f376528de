import { type Amount, amountOf } from '../model/amount.ts';
import { inService, type Member } from '../model/member.ts';

/** A closed yes or no with its reason in the operators' words. */
export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

export interface CapacityRule {
  readonly minInService: Amount;
  readonly maxOut?: Amount;
}

/**
 * May this member be taken out of its pool now? Counted over the live state of all members, so that members that are
 * down or that somebody took out by hand count as out. Taking out what is already out changes nothing and is allowed.
 */
export function mayTakeOut(
  pool: string,
  members: readonly Member[],
  member: string,
  rule: CapacityRule,
): Decision {
  const serving = members.filter(inService);
  if (!serving.some(({ name }) => name === member)) return { allowed: true };
  const floor = amountOf(rule.minInService, members.length, 'up');
  const left = serving.length - 1;
  if (left < floor) {
    return {
      allowed: false,
      reason: `${pool} has ${serving.length} of ${members.length} members in service and must keep ${floor}`,
    };
  }
  const cap = rule.maxOut && Math.max(1, amountOf(rule.maxOut, members.length, 'down'));
  if (cap !== undefined && members.length - left > cap) {
    return {
      allowed: false,
      reason: `${pool} has ${members.length - serving.length} members out and may have ${cap}`,
    };
  }
  return { allowed: true };
}

/** The most members that could be out of this pool at once by the rule, if all were healthy. */
export function mostOut(total: number, rule: CapacityRule): number {
  const byFloor = total - amountOf(rule.minInService, total, 'up');
  const byCap = rule.maxOut ? Math.max(1, amountOf(rule.maxOut, total, 'down')) : total;
  return Math.max(0, Math.min(byFloor, byCap));
}
