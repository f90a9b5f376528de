import { type Kysely, sql } from 'kysely';
import type { Saved } from '../model/member.ts';
import type { Tables } from './tables.ts';

/** A member that the bot holds: what it was, for whom, and since when it has been out (absent: not changed yet). */
export interface Held {
  readonly pool: string;
  readonly member: string;
  readonly cluster: string;
  readonly host: string;
  readonly rollout: string;
  readonly saved: Saved;
  readonly outSince?: Date;
  /** Its code is suspect: a job ran there and was not verified since. */
  readonly suspect: boolean;
  /** Parts of its weight that we may have given it, while it goes out or comes back step by step. */
  readonly given: readonly number[];
}

/**
 * Members in the bot's hands. Rows come and go with the journal's `held` and `restored` events; the one thing that is
 * written here is the mark "about to be changed".
 */
export interface Custody {
  of(pool: string, member: string): Promise<Held | undefined>;
  /** Everything that is held, or only a cluster's. */
  all(cluster?: string): Promise<readonly Held[]>;
  /** Members of a pool that are out on our account, whoever's cluster they belong to. */
  outOf(pool: string): Promise<ReadonlySet<string>>;
  /** Must be durable before the first change. Keeps the time of the first mark. */
  markChanging(pool: string, member: string): Promise<void>;
  /** Must be durable before it gets that part of its weight: the part is never taken for what it was. */
  markGiven(pool: string, member: string, weight: number): Promise<void>;
}

export function createCustody(db: Kysely<Tables>, now: () => Date): Custody {
  const rows = db.selectFrom('custody').selectAll();
  return {
    async of(pool, member) {
      const row = await rows.where('pool', '=', pool).where('member', '=', member).executeTakeFirst();
      return row && toHeld(row);
    },
    async all(cluster) {
      const query = cluster === undefined ? rows : rows.where('cluster', '=', cluster);
      return (await query.orderBy('host').orderBy('pool').execute()).map(toHeld);
    },
    async outOf(pool) {
      const out = await rows.where('pool', '=', pool).where('out_since', 'is not', null).execute();
      return new Set(out.map(({ member }) => member));
    },
    async markChanging(pool, member) {
      await db
        .updateTable('custody')
        .set({ out_since: now() })
        .where('pool', '=', pool)
        .where('member', '=', member)
        .where('out_since', 'is', null)
        .execute();
    },
    async markGiven(pool, member, weight) {
      await sql`update custody set given = given || to_jsonb(${weight}::int)
        where pool = ${pool} and member = ${member} and not given @> to_jsonb(${weight}::int)`.execute(db);
    },
  };
}

const toHeld = ({ out_since, ...row }: Omit<Held, 'outSince'> & { out_since: Date | null }): Held => ({
  ...row,
  ...(out_since && { outSince: out_since }),
});
