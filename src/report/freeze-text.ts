import type { Freeze } from '../model/freeze.ts';
import { say } from '../text/say.ts';
import { timeText } from './lock-text.ts';
import { plain } from './plain.ts';

/** Why nothing is rolled now: which person or window of the config froze it, why, until when. Without its full stop. */
export function freezeText(cluster: string, { by, reason, since, until, lifted }: Freeze, now: Date): string {
  const what = say`${cluster} is frozen by ${plain(by, 80)} (${plain(reason, 200)})${spanText(since, until, now)}`;
  return lifted === undefined
    ? what
    : say`${what}; \`unfreeze ${lifted === 'all' ? '--all' : cluster}\` lifts it`;
}

function spanText(since: Date | undefined, until: Date | undefined, now: Date): string {
  const [from, to] = [since, until].map((at) => at && timeText(at, now));
  if (from !== undefined && to !== undefined) return say` since ${from} until ${to}`;
  if (from !== undefined) return say` since ${from}`;
  return to === undefined ? '' : say` until ${to}`;
}
