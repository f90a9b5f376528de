import type { Body, Trx } from './body.ts';
import { notAnOverrides } from './of-override.ts';

/** What a job left on the host, and nobody verified, is suspect wherever it is held. */
export const setSuspect = (trx: Trx, cluster: string, host: string, suspect: boolean) =>
  trx
    .updateTable('custody')
    .set({ suspect })
    .where('cluster', '=', cluster)
    .where('host', '=', host)
    .execute();

export async function held(trx: Trx, cluster: string, rollout: string, body: Body<'held'>): Promise<void> {
  const { host, pool, member } = body;
  const row = { cluster, host, rollout, saved: JSON.stringify(body.saved) };
  await trx
    .insertInto('custody')
    .values({ pool, member, ...row, out_since: null })
    .onConflict((conflict) =>
      conflict.columns(['pool', 'member']).doUpdateSet(row).where(notAnOverrides(rollout)),
    )
    .execute();
}

/** The most that the column holds, some 25 days: what was out for longer must come back all the same. */
const mostOutMs = 2 ** 31 - 1;

export async function restored(trx: Trx, rollout: string, body: Body<'restored'>, at: Date): Promise<void> {
  const row = await drop(trx, rollout, body);
  if (!row?.out_since) return;
  const outMs = Math.min(mostOutMs, Math.max(0, at.getTime() - row.out_since.getTime()));
  await trx
    .updateTable('rollout_host')
    .set({ out_ms: outMs })
    .where('rollout', '=', rollout)
    .where('host', '=', body.host)
    .execute();
}

/** What an override holds is let go of by that override alone. */
export const drop = (
  trx: Trx,
  rollout: string,
  { pool, member }: { readonly pool: string; readonly member: string },
) =>
  trx
    .deleteFrom('custody')
    .where('pool', '=', pool)
    .where('member', '=', member)
    .where(notAnOverrides(rollout))
    .returning('out_since')
    .executeTakeFirst();
