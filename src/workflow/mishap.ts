import { asFailure } from '../model/failure.ts';
import { type At, tell } from './at.ts';
import type { Tools } from './tools.ts';

/** A host's workflow ended by an error of our own: it is named as left out, and nothing more is begun. */
export async function hostMishap(tools: Tools, at: At, error: unknown): Promise<void> {
  const { rollout, cluster, host } = at;
  const reason = `stopped by an error of the bot's own: ${asFailure(error, host).message}; \`drained\` shows what is held`;
  await tell(tools, at, 'mishap', { type: 'host', host, outcome: 'left-out', attempt: 1, reason });
  const request = `${rollout}/${host}/mishap`;
  await tools.store.steers.add({ cluster, rollout, verb: 'abort', person: 'Rollout itself', request });
}

/** The rollout's own workflow failed between its batches: it ends here, says so, and lets go of the lock. */
export async function rolloutMishap(tools: Tools, id: string, error: unknown): Promise<void> {
  const cluster = (await tools.store.rollouts.get(id))?.cluster ?? '';
  const reason = `stopped by an error of the bot's own: ${asFailure(error, id).message}; hosts not begun were not changed`;
  await tools.lock.release(cluster, id);
  const body = { type: 'state' as const, state: 'failed' as const, reason };
  await tools.store.journal.record({ rollout: id, cluster, key: `${id}/mishap`, body });
}
