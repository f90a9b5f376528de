import { type Kysely, type Selectable, sql } from 'kysely';
import { finalOverrideStates, type Override, type OverrideWish } from '../model/override.ts';
import { finalStates } from '../model/rollout.ts';
import type { Tables } from './tables.ts';

/** What a person asked of an override; `seq` is its number in the journal. */
export interface Wished {
  readonly seq: number;
  readonly wish: OverrideWish;
  readonly person: string;
}

/** Hosts that people took out by hand, as they stand now. They come and change with the journal's events. */
export interface Overrides {
  /** The next free id (`o5`). */
  nextId(): Promise<string>;
  get(id: string): Promise<Override | undefined>;
  /** The override that this message or click has made already. */
  madeBy(request: string): Promise<string | undefined>;
  /** Those that were asked for together with it, itself included, in the order in which they were named. */
  together(override: Override): Promise<readonly Override[]>;
  /** All that are not over, or a cluster's; oldest first. */
  unfinished(cluster?: string): Promise<readonly Override[]>;
  /** The newest override of the host, or of the host with a member of this name, whatever became of it. */
  lastOn(cluster: string, name: string): Promise<Override | undefined>;
  /** The override that has a member of this host in custody. */
  holding(cluster: string, host: string): Promise<Override | undefined>;
  /** What people asked of it since, in order. */
  wishes(id: string, after: number): Promise<readonly Wished[]>;
  /** The rollout whose job may be running on the host right now. */
  jobOn(cluster: string, host: string): Promise<string | undefined>;
}

export function createOverrides(db: Kysely<Tables>): Overrides {
  const rows = db.selectFrom('override').selectAll('override');
  const one = async (query: typeof rows) => {
    const row = await query.executeTakeFirst();
    return row && toOverride(row);
  };
  return {
    async nextId() {
      const { rows } = await sql<{ n: string }>`select nextval('override_number') as n`.execute(db);
      return `o${rows[0]?.n}`;
    },
    get: (id) => one(rows.where('id', '=', id)),
    madeBy: async (request) => (await one(rows.where('request', '=', request)))?.id,
    async together(override) {
      if (override.leader === undefined) return [override];
      const found = await rows.where('leader', '=', override.leader).orderBy('n').execute();
      return found.map(toOverride);
    },
    async unfinished(cluster) {
      const open = rows.where('state', 'not in', finalOverrideStates).orderBy('n');
      const query = cluster === undefined ? open : open.where('cluster', '=', cluster);
      return (await query.execute()).map(toOverride);
    },
    lastOn: (cluster, name) =>
      one(
        rows
          .where('cluster', '=', cluster)
          .where(({ or, eb }) =>
            or([
              eb('host', '=', name),
              sql<boolean>`members @> ${JSON.stringify([{ member: name }])}::jsonb`,
            ]),
          )
          .orderBy('n', 'desc')
          .limit(1),
      ),
    holding: (cluster, host) =>
      one(
        rows.where(({ exists, selectFrom }) =>
          exists(
            selectFrom('custody')
              .select('custody.rollout')
              .whereRef('custody.rollout', '=', 'override.id')
              .where('custody.cluster', '=', cluster)
              .where('custody.host', '=', host),
          ),
        ),
      ),
    wishes: (id, after) => wishes(db, id, after),
    jobOn: (cluster, host) => jobOn(db, cluster, host),
  };
}

async function wishes(db: Kysely<Tables>, id: string, after: number): Promise<readonly Wished[]> {
  const entries = await db
    .selectFrom('journal')
    .select(['seq', 'body'])
    .where('rollout', '=', id)
    .where('seq', '>', after)
    .where(sql<string>`body->>'type'`, '=', 'override-wish')
    .orderBy('seq')
    .execute();
  return entries.flatMap(({ seq, body }) =>
    body.type === 'override-wish' ? [{ seq, wish: body.wish, person: body.person }] : [],
  );
}

async function jobOn(db: Kysely<Tables>, cluster: string, host: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('rollout_host')
    .innerJoin('rollout', 'rollout.id', 'rollout_host.rollout')
    .select('rollout.id')
    .where('rollout.cluster', '=', cluster)
    .where('rollout.state', 'not in', finalStates)
    .where('rollout_host.host', '=', host)
    .where('rollout_host.outcome', '=', 'active')
    .where('rollout_host.step', '=', 'deploy')
    .executeTakeFirst();
  return row?.id;
}

const toOverride = (row: Selectable<Tables['override']>): Override => ({
  id: row.id,
  cluster: row.cluster,
  host: row.host,
  members: row.members,
  requester: row.requester,
  reason: row.reason,
  state: row.state,
  createdAt: row.created_at,
  ...(row.approver !== null && { approver: row.approver }),
  ...(row.leader !== null && { leader: row.leader }),
  ...(row.for_ms !== null && { forMs: Number(row.for_ms) }),
  ...(row.until && { until: row.until }),
  ...(row.note !== null && { note: row.note }),
  ...(row.out_at && { outAt: row.out_at }),
  ...(row.ended_at && { endedAt: row.ended_at }),
});
