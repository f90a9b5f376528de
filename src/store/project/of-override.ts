import { type SqlBool, sql } from 'kysely';
import { isOver } from '../../model/override.ts';
import type { Body, Trx } from './body.ts';

type Kind = 'override' | 'override-state' | 'override-wish' | 'handed-over' | 'weight';

interface Recorded {
  readonly cluster: string;
  /** The event's subject: the override's id, or the rollout that holds the member. */
  readonly rollout: string;
  readonly body: Body<Kind>;
}

/** For a change of a custody row by the subject: true unless another one, and that an override, has the member. */
export const notAnOverrides = (subject: string) =>
  sql<SqlBool>`(custody.rollout = ${subject} or custody.rollout not in (select id from override))`;

/** Keeps the overrides, and what changes hands by them, in step with the journal, in its transaction. */
export function projectOverride(trx: Trx, { cluster, rollout, body }: Recorded, at: Date): Promise<void> {
  switch (body.type) {
    case 'override':
      return asked(trx, cluster, rollout, body, at);
    case 'override-state':
      return state(trx, rollout, body, at);
    case 'override-wish':
      return wish(trx, rollout, body);
    case 'handed-over':
      return handedOver(trx, rollout, body);
    case 'weight':
      return weight(trx, rollout, body);
  }
}

async function asked(
  trx: Trx,
  cluster: string,
  id: string,
  { person, host, members, reason, forMs, request, leader }: Body<'override'>,
  at: Date,
): Promise<void> {
  await trx
    .insertInto('override')
    .values({
      id,
      cluster,
      host,
      members: JSON.stringify(members),
      requester: person,
      reason,
      for_ms: forMs ?? null,
      state: 'awaiting-approval',
      request,
      leader: leader ?? null,
      created_at: at,
    })
    .execute();
}

/** A final state is never left: whatever comes late changes nothing. */
async function state(trx: Trx, id: string, body: Body<'override-state'>, at: Date): Promise<void> {
  const row = await trx.selectFrom('override').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row || isOver(row.state)) return;
  const approver = body.state === 'taking-out' ? body.person : undefined;
  await trx
    .updateTable('override')
    .set({
      state: body.state,
      note: body.note ?? null,
      approver: approver ?? row.approver,
      until: body.until === undefined ? row.until : new Date(body.until),
      out_at: row.out_at ?? (body.state === 'out' ? at : null),
      ended_at: isOver(body.state) ? at : null,
    })
    .where('id', '=', id)
    .execute();
}

async function wish(trx: Trx, id: string, { until }: Body<'override-wish'>): Promise<void> {
  if (until === undefined) return;
  await trx
    .updateTable('override')
    .set({ until: new Date(until) })
    .where('id', '=', id)
    .execute();
}

/** What was saved first, and since when it has been out, stays: only who answers for the member changes. */
async function handedOver(trx: Trx, from: string, { pool, member, to }: Body<'handed-over'>): Promise<void> {
  await trx
    .updateTable('custody')
    .set({ rollout: to })
    .where('pool', '=', pool)
    .where('member', '=', member)
    .where('rollout', '=', from)
    .execute();
}

/** Of a member that is held: what it will get back. */
async function weight(trx: Trx, holder: string, { pool, member, to, held }: Body<'weight'>): Promise<void> {
  if (!held) return;
  const mine = trx
    .selectFrom('custody')
    .select('saved')
    .where('pool', '=', pool)
    .where('member', '=', member)
    .where('rollout', '=', holder);
  const row = await mine.executeTakeFirst();
  if (!row) return;
  await trx
    .updateTable('custody')
    .set({ saved: JSON.stringify({ ...row.saved, weight: to }) })
    .where('pool', '=', pool)
    .where('member', '=', member)
    .execute();
}
