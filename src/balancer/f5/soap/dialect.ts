import type { Change, Entry, Path } from '../unit.ts';

/** How one generation of iControl SOAP names members. */
export interface Dialect {
  entries(pool: Path, where: string): Promise<readonly Entry[]>;
  set(pool: Path, entry: Entry, step: Step, where: string): Promise<void>;
}

/** One attribute: SOAP sets one with each call. */
export type Step =
  | { readonly set: 'session' | 'monitor'; readonly on: boolean }
  | { readonly set: 'ratio' | 'priority'; readonly to: number };

/**
 * The steps of a change, in an order in which a member is never in service that is not to be, or not yet right: what
 * keeps it out first, what lets it in last.
 */
export function stepsOf({ enabled, forcedDown, ratio, priorityGroup }: Change): readonly Step[] {
  const switches: readonly Step[] = [
    ...(forcedDown === undefined ? [] : [{ set: 'monitor' as const, on: !forcedDown }]),
    ...(enabled === undefined ? [] : [{ set: 'session' as const, on: enabled }]),
  ];
  return [
    ...switches.filter((step) => 'on' in step && !step.on),
    ...(ratio === undefined ? [] : [{ set: 'ratio' as const, to: ratio }]),
    ...(priorityGroup === undefined ? [] : [{ set: 'priority' as const, to: priorityGroup }]),
    ...switches.filter((step) => 'on' in step && step.on),
  ];
}
