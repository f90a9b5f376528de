import type { Rollout } from '../../model/rollout.ts';

const second = 1000;
const minute = 60 * second;

/**
 * Now, in steps counted from the rollout's start: what only tells the time is worth an edit every 15 s at first, and
 * seldom where it lasts or waits for a person.
 */
export function roundedNow({ startedAt, state }: Pick<Rollout, 'startedAt' | 'state'>, now: Date): Date {
  if (!startedAt) return now;
  const elapsed = Math.max(0, now.getTime() - startedAt.getTime());
  const step = stepOf(elapsed, state === 'running' || state === 'aborting');
  return new Date(startedAt.getTime() + Math.floor(elapsed / step) * step);
}

function stepOf(elapsed: number, moves: boolean): number {
  if (elapsed >= 60 * minute) return 10 * minute;
  if (!moves || elapsed >= 2 * minute) return minute;
  return 15 * second;
}
