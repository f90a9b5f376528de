import type { Rollout } from '../model/rollout.ts';
import type { Desk } from './desk.ts';

export const isExpired = (desk: Pick<Desk, 'now' | 'approvalExpiresMs'>, { createdAt }: Rollout): boolean =>
  desk.now().getTime() - createdAt.getTime() > desk.approvalExpiresMs;

/** A plan that nobody approved in time lapses, visibly. */
export async function expire(desk: Pick<Desk, 'tools'>, { id, cluster }: Rollout): Promise<void> {
  const body = { type: 'state' as const, state: 'dropped' as const, reason: 'nobody approved it in time' };
  await desk.tools.store.journal.record({ rollout: id, cluster, key: `${id}/dropped`, body });
}

/** Lets every plan lapse whose time is over. */
export async function expireAll(desk: Pick<Desk, 'tools' | 'now' | 'approvalExpiresMs'>): Promise<void> {
  const waiting = (await desk.tools.store.rollouts.unfinished()).filter(
    ({ state }) => state === 'awaiting-approval',
  );
  for (const rollout of waiting) if (isExpired(desk, rollout)) await expire(desk, rollout);
}
