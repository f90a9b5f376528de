import type { Freeze } from '../model/freeze.ts';
import { say } from '../text/say.ts';
import { timeText } from './lock-text.ts';
import { plain } from './plain.ts';

/** Why nothing is rolled now: which person or window of the config froze it, why, until when. Without its full stop. */
export function freezeText(cluster: string, freeze: Freeze, now: Date): string {
  const { lifted } = freeze;
  const what = frozenText(cluster, freeze, now);
  return lifted === undefined
    ? what
    : say`${what}; \`unfreeze ${lifted === 'all' ? '--all' : cluster}\` lifts it`;
}

/** Each a text of its own: put together of pieces it would not be known again where it was recorded. */
function frozenText(cluster: string, { by: who, reason, since, until }: Freeze, now: Date): string {
  const [by, why] = [plain(who, 80), plain(reason, 200)];
  const [begun, end] = [since, until].map((at) => at && timeText(at, now));
  if (begun === undefined)
    return end === undefined
      ? say`${cluster} is frozen by ${by} (${why})`
      : say`${cluster} is frozen by ${by} (${why}) until ${end}`;
  return end === undefined
    ? say`${cluster} is frozen by ${by} (${why}) since ${begun}`
    : say`${cluster} is frozen by ${by} (${why}) since ${begun} until ${end}`;
}
