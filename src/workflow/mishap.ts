import { asFailure } from '../model/failure.ts';
import { kept } from '../text/say.ts';
import { type At, tell } from './at.ts';
import { skipPending } from './finish.ts';
import { freeLock } from './free-lock.ts';
import { untilLocksAnswer } from './locks-answer.ts';
import type { Tools } from './tools.ts';

/** Who stops it then. */
const itself = kept`Rollout itself`;

const reasonOf = (error: unknown, target: string): string =>
  kept`stopped by an error of the bot's own: ${asFailure(error, target).message}; \`drained\` shows what is held`;

/** A host's workflow ended by an error of our own: it is named as left out, and nothing more is begun. */
export async function hostMishap(tools: Tools, at: At, error: unknown): Promise<void> {
  const { rollout, cluster, host } = at;
  const reason = reasonOf(error, host);
  await tell(tools, at, 'mishap', { type: 'host', host, outcome: 'left-out', attempt: 1, reason });
  const request = `${rollout}/${host}/mishap`;
  await tools.store.steers.add({ cluster, rollout, verb: 'abort', person: itself, request });
}

/**
 * The rollout's own workflow failed between its batches. Hosts that are under way are stopped and waited for; then it
 * ends, says so, and lets go of the lock.
 */
export async function rolloutMishap(tools: Tools, id: string, error: unknown): Promise<void> {
  const { rollouts, steers, journal, changes } = tools.store;
  const rollout = await rollouts.get(id);
  if (!rollout) return;
  const { cluster } = rollout;
  await steers.add({
    cluster,
    rollout: id,
    verb: 'abort',
    person: itself,
    request: `${id}/mishap`,
  });
  const isUnderWay = ({ outcome }: { readonly outcome: string }) =>
    outcome === 'active' || outcome === 'asking';
  await changes.until(id, async () => ((await rollouts.hosts(id)).some(isUnderWay) ? undefined : true));
  await skipPending(tools, rollout, await rollouts.hosts(id));
  await untilLocksAnswer(tools, rollout, () => freeLock(tools, rollout));
  const reason = reasonOf(error, id);
  await journal.record({
    rollout: id,
    cluster,
    key: `${id}/mishap`,
    body: { type: 'state', state: 'failed', reason },
  });
}
