import type { Body, Trx } from './body.ts';
import { setSuspect } from './of-custody.ts';

export async function step(trx: Trx, rollout: string, body: Body<'step'>): Promise<void> {
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

export async function host(trx: Trx, cluster: string, rollout: string, body: Body<'host'>): Promise<void> {
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

export async function ordered(
  trx: Trx,
  cluster: string,
  rollout: string,
  { host }: Body<'job'>,
): Promise<void> {
  await setHost(trx, rollout, host, { touched: true, verified: false });
  await setSuspect(trx, cluster, host, true);
}

export async function verified(
  trx: Trx,
  cluster: string,
  rollout: string,
  { host }: Body<'verified'>,
): Promise<void> {
  await setHost(trx, rollout, host, { verified: true });
  await setSuspect(trx, cluster, host, false);
}

export async function suspected(
  trx: Trx,
  cluster: string,
  rollout: string,
  body: Body<'suspected'>,
): Promise<void> {
  await notStepping(trx, rollout, body);
  await setHost(trx, rollout, body.host, { verified: false });
  await setSuspect(trx, cluster, body.host, true);
}

export async function stepping(
  trx: Trx,
  rollout: string,
  { host, way, percent, weights }: Body<'stepping'>,
): Promise<void> {
  await setStepping(trx, rollout, host, JSON.stringify({ way, percent, weights }));
}

export const notStepping = (trx: Trx, rollout: string, { host }: { readonly host: string }) =>
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

export async function deployed(
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
