import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../store/tables.ts';
import type { Roster } from '../roster.ts';

/** The roster in the database that the processes share, by that database's own clock. */
export function createStoreRoster(db: Kysely<Tables>): Roster {
  const soon = (ttlMs: number) => sql<Date>`clock_timestamp() + ${ttlMs} * interval '1 millisecond'`;
  const listeners = new Set<(subject: string) => void>();
  return {
    async beat(executor, ttlMs) {
      await db
        .insertInto('beat')
        .values({ executor, until: soon(ttlMs) })
        .onConflict((conflict) => conflict.column('executor').doUpdateSet({ until: soon(ttlMs) }))
        .execute();
    },
    async living() {
      const rows = await db
        .selectFrom('beat')
        .select('executor')
        .where('until', '>', sql<Date>`clock_timestamp()`)
        .execute();
      return new Set(rows.map(({ executor }) => executor));
    },
    async leave(executor) {
      await db.deleteFrom('beat').where('executor', '=', executor).execute();
      await db.deleteFrom('turn').where('owner', 'like', `${executor}/%`).execute();
    },
    async take(key, owner, ttlMs) {
      const row = await db
        .insertInto('turn')
        .values({ key, owner, until: soon(ttlMs) })
        .onConflict((conflict) =>
          conflict
            .column('key')
            .doUpdateSet({ owner, until: soon(ttlMs) })
            .where((where) =>
              where.or([
                where('turn.owner', '=', owner),
                where('turn.until', '<=', sql<Date>`clock_timestamp()`),
              ]),
            ),
        )
        .returning('owner')
        .executeTakeFirst();
      return row !== undefined;
    },
    async give(key, owner) {
      await db.deleteFrom('turn').where('key', '=', key).where('owner', '=', owner).execute();
    },
    async wake(subject) {
      for (const listener of listeners) listener(subject);
    },
    onWake(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
