import type { Rollout } from '../model/rollout.ts';
import type { Desk } from './desk.ts';

export const isExpired = (desk: Pick<Desk, 'now' | 'approvalExpiresMs'>, { createdAt }: Rollout): boolean =>
  desk.now().getTime() - createdAt.getTime() > desk.approvalExpiresMs;

type Sweeper = Pick<Desk, 'tools' | 'now' | 'approvalExpiresMs'>;

/** Approvals, rejections and the lapse of a plan take turns under this key: one of them counts. */
export const approvalOf = (rollout: string): string => `approval of ${rollout}`;

/** A plan that nobody approved in time lapses, visibly. To be called in the turn of its approval. */
export async function expire({ tools }: Pick<Desk, 'tools'>, { id, cluster }: Rollout): Promise<void> {
  const body = { type: 'state' as const, state: 'dropped' as const, reason: 'nobody approved it in time' };
  await tools.store.journal.record({ rollout: id, cluster, key: `${id}/dropped`, body });
}

/** Lets every plan lapse whose time is over. */
export async function expireAll(desk: Sweeper): Promise<void> {
  const { turns, store } = desk.tools;
  for (const { id } of await store.rollouts.unfinished()) {
    await turns.inTurn(approvalOf(id), async () => {
      const now = await store.rollouts.get(id);
      if (now?.state === 'awaiting-approval' && isExpired(desk, now)) await expire(desk, now);
    });
  }
}
