import { Failure } from '../../model/failure.ts';
import type { AdminState, Saved } from '../../model/member.ts';
import { kept } from '../../text/say.ts';

/**
 * Command lines of the runtime API (HAProxy management guide, "Unix Socket commands"). Nothing here runs
 * anything. Every name that goes into a line passes `checkName`, so that a name can't carry a second command.
 */
export const maxWeight = 256;

export const showServers = (pool: string): string => `show servers state ${pool}`; // not shown

/**
 * Servers (type 4) of one backend, by its number: a name would find the frontend first where both are called the same.
 * @param backendId `be_id` of `show servers state`
 */
export const showStats = (backendId: number): string => `show stat ${backendId} 4 -1`; // not shown

export const setState = (pool: string, member: string, state: AdminState): string =>
  `set server ${pool}/${member} state ${state}`; // not shown

/** @param weight a number, or text such as `50%` (of the configured weight) */
export const setWeight = (pool: string, member: string, weight: number | string): string =>
  `set server ${pool}/${member} weight ${weight}`; // not shown

/** HAProxy's own rule for names: letters, digits, `.`, `_`, `-` and `:`. `#7` would mean a number, so it is refused. */
export function checkName(what: 'backend' | 'server', name: string, target: string): void {
  if (/^[A-Za-z0-9._:-]+$/.test(name)) return;
  throw new Failure(
    'invalid',
    target,
    kept`${JSON.stringify(name)} can't be the name of a HAProxy ${what}: letters, digits, ".", "_", "-" and ":" can.`,
  );
}

export function checkWeight(weight: number, target: string): void {
  if (Number.isInteger(weight) && weight >= 0 && weight <= maxWeight) return;
  throw new Failure(
    'invalid',
    target,
    kept`Weight ${weight} of ${target} is out of range: HAProxy takes 0 to ${maxWeight}.`,
  );
}

export function checkSaved(saved: Saved, target: string): void {
  checkWeight(saved.weight, target);
  if (['ready', 'drain', 'maint'].includes(saved.state)) return;
  throw new Failure(
    'invalid',
    target,
    kept`"${saved.state}" is no state for ${target}: ready, drain and maint are.`,
  );
}

/**
 * What a percentage of the configured weight comes to; HAProxy rounds down, and cuts silently at its highest weight.
 * A share that would round to 0 is refused, because weight 0 takes the member out of service.
 */
export function percentOf(configured: number, percent: number, target: string): number {
  const weight = Math.floor((configured * percent) / 100);
  if (weight <= maxWeight && (weight > 0 || percent === 0 || configured === 0)) return weight;
  const text =
    weight === 0
      ? kept`${percent}% of the configured weight ${configured} of ${target} is ${weight}, which is out of service: say 0 where that is meant.`
      : kept`${percent}% of the configured weight ${configured} of ${target} is ${weight}, which is over ${maxWeight}.`;
  throw new Failure('invalid', target, text);
}

export function checkPercent(percent: number, target: string): void {
  if (Number.isInteger(percent) && percent >= 0 && percent <= 100 * maxWeight) return;
  throw new Failure(
    'invalid',
    target,
    kept`${percent}% is no share of the weight of ${target}: a whole number is.`,
  );
}
