import type { CardLine } from '../../model/card.ts';
import { isFinal } from '../../model/rollout.ts';
import { say } from '../../text/say.ts';
import { told } from '../../text/told.ts';
import type { Post } from '../board.ts';
import { plain } from '../plain.ts';
import { rolloutCard } from '../rollout-card.ts';
import { shortSummary } from '../summary.ts';
import { durationText } from '../time.ts';
import type { RolloutView } from './view.ts';

/** The end, told to who asked for it; not to somebody who said no themselves. */
export function endPost(view: RolloutView): Post | undefined {
  const { rollout } = view;
  if (!isFinal(rollout.state) || rejectedBy(view) === rollout.requester) return undefined;
  const { title, tone } = rolloutCard(rollout, view.hosts, { now: view.now });
  return {
    key: 'end',
    rank: 'progress',
    mention: [rollout.requester],
    card: { title, tone, lines: linesOf(view) },
  };
}

function rejectedBy({ entries }: RolloutView): string | undefined {
  for (const { body } of entries) if (body.type === 'rejected') return body.person;
  return undefined;
}

/** Where nothing was begun there is only the reason. */
function linesOf({ rollout, hosts }: RolloutView): CardLine[] {
  const { startedAt, finishedAt, reason, state } = rollout;
  if (state === 'dropped')
    return reason === undefined ? [] : [{ text: plain(told(reason)), tone: 'warning' }];
  const took =
    startedAt && finishedAt
      ? [{ text: say`took ${durationText(finishedAt.getTime() - startedAt.getTime())}` }]
      : [];
  return [...shortSummary(rollout, hosts), ...took];
}
