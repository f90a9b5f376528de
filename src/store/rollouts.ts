import { type Kysely, sql } from 'kysely';
import type { Plan } from '../model/plan.ts';
import { finalStates, type Rollout, type SteerVerb } from '../model/rollout.ts';
import { kept } from '../text/say.ts';
import { type HostProgress, hostRows, selectRollouts, toHost, toRollout } from './rollout-rows.ts';
import type { Tables } from './tables.ts';

/** A rollout to be: everything but what the store gives it. */
export interface NewRollout {
  readonly plan: Plan;
  readonly requester: string;
  readonly state: 'awaiting-approval' | 'queued';
  readonly approvers: readonly string[];
  readonly rollsBack?: string;
  /** The message or click that asked for it. */
  readonly request?: string;
}

/** What a rollout waits to be told. */
export interface OpenQuestion {
  readonly host?: string;
  readonly text: string;
  readonly answers: readonly SteerVerb[];
}

/** Rollouts and their hosts, as they stand now. */
export interface Rollouts {
  /** The next free id (`r12`). */
  nextId(): Promise<string>;
  /** Creates it with its hosts pending; with a known id it changes nothing. */
  create(id: string, rollout: NewRollout): Promise<void>;
  replacePlan(id: string, plan: Plan): Promise<void>;
  get(id: string): Promise<Rollout | undefined>;
  /** The rollout that this message or click has made already. */
  madeBy(request: string): Promise<string | undefined>;
  /** The rollout that this one handed over to, to be taken back; one that a person asked for afterwards is not it. */
  takingBack(id: string): Promise<string | undefined>;
  /** The questions that are open: a host's own, or the rollout's as a whole. */
  questions(id: string): Promise<readonly OpenQuestion[]>;
  hosts(id: string): Promise<readonly HostProgress[]>;
  host(id: string, host: string): Promise<HostProgress>;
  unfinished(): Promise<readonly Rollout[]>;
  /** Newest first. */
  history(cluster: string | undefined, limit: number): Promise<readonly Rollout[]>;
}

export function createRollouts(db: Kysely<Tables>, now: () => Date): Rollouts {
  const rows = selectRollouts(db);
  const get = async (id: string) => {
    const row = await rows.where('id', '=', id).executeTakeFirst();
    return row && toRollout(row);
  };
  const hosts = async (id: string) => {
    const rows = await db
      .selectFrom('rollout_host')
      .selectAll()
      .where('rollout', '=', id)
      .orderBy('batch')
      .orderBy('host')
      .execute();
    return rows.map(toHost);
  };
  return {
    async nextId() {
      const { rows } = await sql<{ n: string }>`select nextval('rollout_number') as n`.execute(db);
      return `r${rows[0]?.n}`;
    },
    create: (id, rollout) => create(db, id, rollout, now()),
    async replacePlan(id, plan) {
      await db.transaction().execute(async (trx) => {
        await trx
          .updateTable('rollout')
          .set({ plan: JSON.stringify(plan), approvers: '[]' })
          .where('id', '=', id)
          .execute();
        await trx.deleteFrom('rollout_host').where('rollout', '=', id).execute();
        await trx.insertInto('rollout_host').values(hostRows(id, plan)).execute();
      });
    },
    get,
    questions: (id) => questions(db, id),
    hosts,
    async host(id, host) {
      const row = await db
        .selectFrom('rollout_host')
        .selectAll()
        .where('rollout', '=', id)
        .where('host', '=', host)
        .executeTakeFirst();
      if (row === undefined) throw new Error(kept`rollout ${id} has no host ${host}`);
      return toHost(row);
    },
    async madeBy(request) {
      const row = await db
        .selectFrom('rollout')
        .select('id')
        .where('request', '=', request)
        .executeTakeFirst();
      return row?.id;
    },
    async takingBack(id) {
      const row = await db
        .selectFrom('rollout')
        .select('id')
        .where('rolls_back', '=', id)
        .where('request', 'is', null)
        .executeTakeFirst();
      return row?.id;
    },
    async unfinished() {
      return (await rows.where('state', 'not in', finalStates).orderBy('n').execute()).map(toRollout);
    },
    async history(cluster, limit) {
      let query = rows.orderBy('n', 'desc').limit(limit);
      if (cluster !== undefined) query = query.where('cluster', '=', cluster);
      return (await query.execute()).map(toRollout);
    },
  };
}

async function questions(db: Kysely<Tables>, id: string): Promise<readonly OpenQuestion[]> {
  const whole = await db.selectFrom('rollout').select('question').where('id', '=', id).executeTakeFirst();
  const hosts = await db
    .selectFrom('rollout_host')
    .select(['host', 'question'])
    .where('rollout', '=', id)
    .where('outcome', '=', 'asking')
    .orderBy('host')
    .execute();
  const ofHosts = hosts.flatMap(({ host, question }) => (question ? [{ host, ...question }] : []));
  return whole?.question ? [whole.question, ...ofHosts] : ofHosts;
}

async function create(db: Kysely<Tables>, id: string, rollout: NewRollout, at: Date): Promise<void> {
  const { plan, requester, state, rollsBack } = rollout;
  await db.transaction().execute(async (trx) => {
    const inserted = await trx
      .insertInto('rollout')
      .values({
        id,
        cluster: plan.cluster,
        kind: plan.kind,
        release: plan.release,
        requester,
        approvers: JSON.stringify(rollout.approvers),
        state,
        plan: JSON.stringify(plan),
        rolls_back: rollsBack ?? null,
        request: rollout.request ?? null,
        question: null,
        created_at: at,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (inserted) await trx.insertInto('rollout_host').values(hostRows(id, plan)).execute();
  });
}
