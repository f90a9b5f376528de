import { type Kysely, type SqlBool, sql } from 'kysely';
import type { Entry, EventBody } from '../model/event.ts';
import type { Tables } from './tables.ts';

/** What people did and decided; the rest of the journal is what came of it. */
export const decisive = [
  'asked',
  'approved',
  'rejected',
  'steered',
  'lock',
  'freeze',
  'weight',
  'override',
  'override-state',
  'override-wish',
  'handed-over',
] as const satisfies readonly EventBody['type'][];

/** The journal as an auditor reads it. */
export interface Audit {
  /** What people asked for and decided since then, newest first; at most `limit` entries. */
  since(time: Date, limit: number, person?: string): Promise<readonly Entry[]>;
  /** The cluster of a rollout or an override, by what was recorded of it first. */
  clusterOf(subject: string): Promise<string | undefined>;
}

export function createAudit(db: Kysely<Tables>): Audit {
  const who = sql<string | null>`body->>'person'`;
  return {
    async since(time, limit, person) {
      const rows = await db
        .selectFrom('journal')
        .selectAll()
        .where('at', '>=', time)
        .where(sql<string>`body->>'type'`, 'in', [...decisive])
        .where(person === undefined ? sql<SqlBool>`${who} is not null` : sql<SqlBool>`${who} = ${person}`)
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ rollout, ...row }) => ({ ...row, ...(rollout !== null && { rollout }) }));
    },
    async clusterOf(subject) {
      const row = await db
        .selectFrom('journal')
        .select('cluster')
        .where('rollout', '=', subject)
        .orderBy('seq')
        .limit(1)
        .executeTakeFirst();
      return row?.cluster;
    },
  };
}
