import type { FreezeWindow } from '../../model/freeze.ts';
import type { FreezeInput } from '../schema/freeze.ts';

const minutesOfDay = 24 * 60;

export const freeze = (name: string, input: FreezeInput): FreezeWindow => ({
  name,
  clusters: input.clusters ?? [],
  reason: input.reason,
  zone: input.zone,
  when: when(input),
});

/** Validation has seen to it that there are either days or dates. A day's end is the next one's minute 0. */
function when({ days = [], from = 0, to = 0, dates }: FreezeInput): FreezeWindow['when'] {
  if (dates) return { kind: 'dates', ...dates };
  return { kind: 'weekly', days, from, to: to % minutesOfDay };
}
