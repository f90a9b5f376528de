import { say } from '../../text/say.ts';
import { progressOf } from '../rollout-card.ts';
import { aboutText } from '../time.ts';
import type { RolloutView } from './view.ts';

/** From here on its own pace says more than what earlier rollouts took. */
const enough = 0.25;
/** Less than this is no pace yet. */
const something = 0.05;

/** `left  about 3 min`, while it moves and there is something to tell it by. */
export function leftField({ rollout, hosts }: RolloutView, now: Date): { name: string; value: string }[] {
  const progress = progressOf(rollout, hosts);
  if (rollout.state !== 'running' || !rollout.startedAt || progress === undefined) return [];
  const elapsed = now.getTime() - rollout.startedAt.getTime();
  const left = leftOf(progress, elapsed, rollout.plan.estimateMs);
  return left === undefined ? [] : [{ name: say`left`, value: aboutText(left) }];
}

/** In milliseconds. */
function leftOf(progress: number, elapsed: number, estimate: number | undefined): number | undefined {
  const byPace = progress >= something && elapsed > 0 ? (elapsed * (1 - progress)) / progress : undefined;
  const byHistory = estimate === undefined ? undefined : (1 - progress) * estimate;
  return progress >= enough ? (byPace ?? byHistory) : (byHistory ?? byPace);
}
