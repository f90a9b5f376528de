import { type Kysely, type Selectable, sql } from 'kysely';
import type { Plan } from '../model/plan.ts';
import type { HostStatus, Rollout, RolloutState } from '../model/rollout.ts';
import type { Tables } from './tables.ts';

/** What a step has to know of a host's progress in a rollout. */
export interface HostProgress extends HostStatus {
  /** Its job was, or may have been, started: the code on it is suspect until verified. */
  readonly touched: boolean;
  /** What the last job left there was found to be well. */
  readonly verified: boolean;
}

/** A plan's hosts as they begin. */
export const hostRows = (rollout: string, plan: Plan) =>
  plan.batches.flatMap(({ hosts }, batch) =>
    hosts.map(({ host, from, to }) => ({
      rollout,
      host,
      batch,
      outcome: 'pending' as const,
      attempt: 1,
      from_release: from ?? null,
      to_release: to,
    })),
  );

/** Rollouts with what their wishes and hosts say about them right now. */
export const selectRollouts = (db: Kysely<Tables>) =>
  db
    .selectFrom('rollout')
    .selectAll('rollout')
    .select([
      sql<boolean>`exists (select from steer where steer.rollout = rollout.id and verb in ('abort', 'rollback'))`.as(
        'aborting',
      ),
      sql<boolean>`exists (select from rollout_host where rollout_host.rollout = rollout.id and outcome = 'asking')`.as(
        'asking',
      ),
      sql<
        string | null
      >`(select verb from steer where steer.rollout = rollout.id and verb in ('pause', 'resume')
        order by n desc limit 1)`.as('pausing'),
    ]);

type RolloutRow = Selectable<Tables['rollout']> & {
  aborting: boolean;
  asking: boolean;
  pausing: string | null;
};

/** While it runs, its state is what people's wishes and open questions make of it. */
function stateOf({ state, aborting, asking, pausing, question }: RolloutRow): RolloutState {
  if (state !== 'running') return state;
  if (aborting) return 'aborting';
  if (asking || question !== null) return 'waiting';
  return pausing === 'pause' ? 'paused' : 'running';
}

export function toRollout(row: RolloutRow): Rollout {
  return {
    id: row.id,
    cluster: row.cluster,
    kind: row.kind,
    release: row.release,
    requester: row.requester,
    approvers: row.approvers,
    state: stateOf(row),
    plan: row.plan,
    createdAt: row.created_at,
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.rolls_back !== null && { rollsBack: row.rolls_back }),
    ...(row.started_at && { startedAt: row.started_at }),
    ...(row.finished_at && { finishedAt: row.finished_at }),
  };
}

export function toHost(row: Selectable<Tables['rollout_host']>): HostProgress {
  return {
    host: row.host,
    batch: row.batch,
    outcome: row.outcome,
    attempt: row.attempt,
    touched: row.touched,
    verified: row.verified,
    to: row.to_release,
    ...(row.step !== null && { step: row.step }),
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.from_release !== null && { from: row.from_release }),
    ...(row.out_ms !== null && { outMs: row.out_ms }),
    ...(row.stepping && { stepping: row.stepping }),
  };
}
