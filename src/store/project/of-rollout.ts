import { isFinal } from '../../model/rollout.ts';
import type { Body, Trx } from './body.ts';

/** A final state is never left: whatever comes late changes nothing. */
export async function state(trx: Trx, rollout: string, body: Body<'state'>, at: Date): Promise<void> {
  const row = await trx
    .selectFrom('rollout')
    .select(['started_at', 'state'])
    .where('id', '=', rollout)
    .executeTakeFirst();
  if (!row || isFinal(row.state)) return;
  await trx
    .updateTable('rollout')
    .set({
      state: body.state,
      reason: body.reason ?? null,
      question: null,
      started_at: row.started_at ?? (body.state === 'running' ? at : null),
      finished_at: isFinal(body.state) ? at : null,
    })
    .where('id', '=', rollout)
    .execute();
}

export async function approved(trx: Trx, rollout: string, body: Body<'approved'>): Promise<void> {
  const row = await trx
    .selectFrom('rollout')
    .select('approvers')
    .where('id', '=', rollout)
    .where('state', '=', 'awaiting-approval')
    .executeTakeFirstOrThrow();
  await trx
    .updateTable('rollout')
    .set({
      approvers: JSON.stringify([...row.approvers, body.person]),
      ...(body.enough ? { state: 'queued' } : {}),
    })
    .where('id', '=', rollout)
    .execute();
}

export async function question(
  trx: Trx,
  rollout: string,
  { host, text, answers }: Body<'question'>,
): Promise<void> {
  const asked = { question: JSON.stringify({ text, answers }) };
  if (host === undefined) {
    await trx.updateTable('rollout').set(asked).where('id', '=', rollout).execute();
    return;
  }
  await trx
    .updateTable('rollout_host')
    .set({ outcome: 'asking', ...asked })
    .where('rollout', '=', rollout)
    .where('host', '=', host)
    .execute();
}
