import type { Transaction } from 'kysely';
import type { EventBody } from '../model/event.ts';
import { isFinal } from '../model/rollout.ts';
import { notAnOverrides, projectOverride } from './project-overrides.ts';
import type { Tables } from './tables.ts';
import { projectThreads } from './threads.ts';

type Trx = Transaction<Tables>;
type Body<T extends EventBody['type']> = Extract<EventBody, { type: T }>;

/** What is to be derived: an event of one rollout. */
interface Recorded {
  readonly cluster: string;
  readonly rollout: string;
  readonly body: EventBody;
}

/** Keeps the views (rollout, rollout_host, custody, host_release) in step with the journal, in its transaction. */
export async function project(trx: Trx, { cluster, rollout, body }: Recorded, at: Date): Promise<void> {
  await projectThreads(trx, rollout, body, at);
  switch (body.type) {
    case 'state':
      return state(trx, rollout, body, at);
    case 'approved':
      return approved(trx, rollout, body);
    case 'step':
      return step(trx, rollout, body);
    case 'host':
      return host(trx, cluster, rollout, body);
    case 'job':
      return body.over ? undefined : ordered(trx, cluster, rollout, body);
    case 'verified':
      return verified(trx, cluster, rollout, body);
    case 'stepping':
      return stepping(trx, rollout, body);
    case 'stepped':
      return notStepping(trx, rollout, body);
    case 'suspected':
      return suspected(trx, cluster, rollout, body);
    case 'deployed':
      return deployed(trx, cluster, rollout, body, at);
    case 'held':
      return held(trx, cluster, rollout, body);
    case 'let-go':
      return void (await drop(trx, rollout, body));
    case 'restored':
      return restored(trx, rollout, body, at);
    case 'question':
      return question(trx, rollout, body);
    case 'override':
    case 'override-state':
    case 'override-wish':
    case 'handed-over':
    case 'weight':
      return projectOverride(trx, { cluster, rollout, body }, at);
    default:
      return;
  }
}

/** A final state is never left: whatever comes late changes nothing. */
async function state(trx: Trx, rollout: string, body: Body<'state'>, at: Date): Promise<void> {
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

async function approved(trx: Trx, rollout: string, body: Body<'approved'>): Promise<void> {
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

async function step(trx: Trx, rollout: string, body: Body<'step'>): Promise<void> {
  await trx
    .updateTable('rollout_host')
    .set({
      outcome: 'active',
      step: body.step,
      attempt: body.attempt,
      reason: null,
      question: null,
      stepping: null,
    })
    .where('rollout', '=', rollout)
    .where('host', '=', body.host)
    .execute();
}

async function host(trx: Trx, cluster: string, rollout: string, body: Body<'host'>): Promise<void> {
  await trx
    .updateTable('rollout_host')
    .set({
      outcome: body.outcome,
      attempt: body.attempt,
      reason: body.reason ?? null,
      question: null,
      stepping: null,
    })
    .where('rollout', '=', rollout)
    .where('host', '=', body.host)
    .execute();
  if (body.suspect) await setSuspect(trx, cluster, body.host, true);
}

async function ordered(trx: Trx, cluster: string, rollout: string, { host }: Body<'job'>): Promise<void> {
  await setHost(trx, rollout, host, { touched: true, verified: false });
  await setSuspect(trx, cluster, host, true);
}

async function verified(
  trx: Trx,
  cluster: string,
  rollout: string,
  { host }: Body<'verified'>,
): Promise<void> {
  await setHost(trx, rollout, host, { verified: true });
  await setSuspect(trx, cluster, host, false);
}

async function suspected(trx: Trx, cluster: string, rollout: string, body: Body<'suspected'>): Promise<void> {
  await notStepping(trx, rollout, body);
  await setHost(trx, rollout, body.host, { verified: false });
  await setSuspect(trx, cluster, body.host, true);
}

async function stepping(
  trx: Trx,
  rollout: string,
  { host, way, percent, weights }: Body<'stepping'>,
): Promise<void> {
  await setStepping(trx, rollout, host, JSON.stringify({ way, percent, weights }));
}

const notStepping = (trx: Trx, rollout: string, { host }: { readonly host: string }) =>
  setStepping(trx, rollout, host, null);

async function setStepping(trx: Trx, rollout: string, host: string, value: string | null): Promise<void> {
  await trx
    .updateTable('rollout_host')
    .set({ stepping: value })
    .where('rollout', '=', rollout)
    .where('host', '=', host)
    .execute();
}

const setHost = (trx: Trx, rollout: string, host: string, values: { touched?: boolean; verified: boolean }) =>
  trx
    .updateTable('rollout_host')
    .set(values)
    .where('rollout', '=', rollout)
    .where('host', '=', host)
    .execute();

const setSuspect = (trx: Trx, cluster: string, host: string, suspect: boolean) =>
  trx
    .updateTable('custody')
    .set({ suspect })
    .where('cluster', '=', cluster)
    .where('host', '=', host)
    .execute();

async function deployed(
  trx: Trx,
  cluster: string,
  rollout: string,
  { host, release }: Body<'deployed'>,
  at: Date,
): Promise<void> {
  const row = { release, rollout, at };
  await trx
    .insertInto('host_release')
    .values({ cluster, host, ...row })
    .onConflict((conflict) => conflict.columns(['cluster', 'host']).doUpdateSet(row))
    .execute();
}

async function held(trx: Trx, cluster: string, rollout: string, body: Body<'held'>): Promise<void> {
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

async function restored(trx: Trx, rollout: string, body: Body<'restored'>, at: Date): Promise<void> {
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
const drop = (
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

async function question(trx: Trx, rollout: string, { host, text, answers }: Body<'question'>): Promise<void> {
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
