import type { Limits } from './limits.ts';
import type { Pace } from './options.ts';
import { conversationOf, type Telling, type Waiting } from './telling.ts';

/** What comes next in a channel: `work`, or nothing before `waitMs`. */
export type Choice = { readonly telling: Telling; readonly work: Waiting } | { readonly waitMs: number };

const ranks = { urgent: 0, root: 1, progress: 2 } as const;

/**
 * The most important thing that may be done now: what waits for a person, then the roots, then progress; among equals
 * what has waited longest. What waits for a limit of the chat lets others pass.
 */
export function choose(
  tellings: readonly Telling[],
  limits: Limits,
  { lookMs, agingMs }: Pick<Pace, 'lookMs' | 'agingMs'>,
  now: number,
): Choice {
  let waitMs = lookMs;
  let best: { readonly telling: Telling; readonly work: Waiting; readonly rank: number } | undefined;
  for (const telling of tellings) {
    for (const work of telling.work) {
      const wait = waitFor(telling, work, limits, now);
      if (wait > 0) waitMs = Math.min(waitMs, wait);
      else {
        const rank = rankOf(work, now, agingMs);
        if (!best || rank < best.rank || (rank === best.rank && work.since < best.work.since))
          best = { telling, work, rank };
      }
    }
  }
  return best ?? { waitMs };
}

function waitFor(telling: Telling, { act, post }: Waiting, limits: Limits, now: number): number {
  // A message whose answer was lost may still be on its way.
  const settle = act === 'find' ? telling.settledAt - now : 0;
  const putOff = (telling.putOff.get(post.key)?.until ?? 0) - now;
  return Math.max(limits.waitFor(act, conversationOf(telling)), telling.shutUntil - now, settle, putOff);
}

function rankOf({ post, since }: Waiting, now: number, agingMs: number): number {
  return post.rank === 'progress' && now - since >= agingMs ? ranks.root : ranks[post.rank];
}
