import { kept } from '../text/say.ts';
import { type At, tell } from './at.ts';
import { untilLocksAnswer } from './locks-answer.ts';
import type { Tools } from './tools.ts';

/** Records what came of it, lets go of the lock, and gives it as a sentence. */
export async function conclude(
  tools: Tools,
  at: At,
  { person, anyway }: { readonly person: string; readonly anyway?: true },
  text: string,
  back: boolean,
): Promise<string> {
  const { host, attempt } = at;
  const by = anyway ? kept`brought back by ${person}, not verified` : kept`brought back by ${person}`;
  const end = back
    ? ({ type: 'host', host, attempt, ...(await broughtBack(tools, at, by)) } as const)
    : ({ type: 'note', host, text: kept`${text} (asked by ${person})` } as const);
  await tell(tools, at, 'brought-back', end);
  await letGo(tools, at);
  return text;
}

/** Frees the command's lock. */
export async function letGo(tools: Tools, { rollout, cluster, epoch }: At): Promise<void> {
  await untilLocksAnswer(tools, { id: rollout, cluster }, () => tools.lock.release(cluster, epoch));
}

/**
 * What the rollout's last job there came to: a host on which it did not end well may run anything. A restart leaves the
 * release as it is, and its end is not recorded.
 */
async function broughtBack(
  { store }: Tools,
  { rollout, host }: At,
  by: string,
): Promise<{ readonly outcome: 'done' | 'returned'; readonly reason: string }> {
  const entries = await store.journal.after(rollout, 0);
  const last = entries.findLast(
    ({ body }) => (body.type === 'job' || body.type === 'deployed') && body.host === host,
  );
  const isRestart = (await store.rollouts.get(rollout))?.kind === 'restart';
  if (last?.body.type === 'deployed' || isRestart) return { outcome: 'done', reason: by };
  const known =
    last === undefined
      ? kept`${by}; ${rollout} ran nothing there`
      : kept`${by}; the job of ${rollout} did not end well there, so its release is not known`;
  return { outcome: 'returned', reason: known };
}
