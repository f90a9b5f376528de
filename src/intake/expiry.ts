import type { Override } from '../model/override.ts';
import type { Rollout } from '../model/rollout.ts';
import { kept } from '../text/say.ts';
import type { Desk } from './desk.ts';

type Sweeper = Pick<Desk, 'tools' | 'now' | 'approvalExpiresMs'>;

/** Whether a rollout or an override has waited too long for its approval. */
export const isExpired = (
  desk: Pick<Desk, 'now' | 'approvalExpiresMs'>,
  { createdAt }: Pick<Rollout | Override, 'createdAt'>,
): boolean => desk.now().getTime() - createdAt.getTime() > desk.approvalExpiresMs;

/** Approvals, rejections and the lapse of a plan or an override take turns under this key: one of them counts. */
export const approvalOf = (id: string): string => `approval of ${id}`; // not shown

/** A plan that nobody approved in time lapses, visibly. To be called in the turn of its approval. */
export async function expire({ tools }: Pick<Desk, 'tools'>, { id, cluster }: Rollout): Promise<void> {
  const body = {
    type: 'state' as const,
    state: 'dropped' as const,
    reason: kept`nobody approved it in time`,
  };
  await tools.store.journal.record({ rollout: id, cluster, key: `${id}/dropped`, body });
}

/** The same for an override that nobody confirmed. */
export async function expireOverride(
  { tools }: Pick<Desk, 'tools'>,
  { id, cluster }: Override,
): Promise<void> {
  const note = kept`nobody confirmed it in time`;
  const body = { type: 'override-state' as const, state: 'dropped' as const, note };
  await tools.store.journal.record({ rollout: id, cluster, key: `${id}/dropped`, body });
}

/** Lets everything lapse whose time is over. */
export async function expireAll(desk: Sweeper): Promise<void> {
  const { rollouts, overrides } = desk.tools.store;
  for (const { id } of await rollouts.unfinished()) await lapse(desk, id, rollouts.get, expire);
  for (const { id } of await overrides.unfinished()) await lapse(desk, id, overrides.get, expireOverride);
}

async function lapse<T extends Rollout | Override>(
  desk: Sweeper,
  id: string,
  get: (id: string) => Promise<T | undefined>,
  end: (desk: Sweeper, late: T) => Promise<void>,
): Promise<void> {
  await desk.tools.turns.inTurn(approvalOf(id), async () => {
    const now = await get(id);
    if (now?.state === 'awaiting-approval' && isExpired(desk, now)) await end(desk, now);
  });
}
