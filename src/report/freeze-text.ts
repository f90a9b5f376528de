import type { Freeze } from '../model/freeze.ts';
import { say } from '../text/say.ts';
import { timeText } from './lock-text.ts';
import { plain } from './plain.ts';

/** Why nothing is rolled now: which person or window of the config froze it, why, until when. Without its full stop. */
export function freezeText(cluster: string, { by, reason, since, until, lifted }: Freeze, now: Date): string {
  const from = since === undefined ? '' : say` since ${timeText(since, now)}`;
  const end = until === undefined ? '' : say` until ${timeText(until, now)}`;
  const what = say`${cluster} is frozen by ${plain(by, 80)} (${plain(reason, 200)})${from}${end}`;
  return lifted === undefined
    ? what
    : say`${what}; \`unfreeze ${lifted === 'all' ? '--all' : cluster}\` lifts it`;
}
