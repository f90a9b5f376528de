import { type Kysely, type RawBuilder, sql } from 'kysely';
import { Failure, isDatabaseAway } from '../../model/failure.ts';
import type { Tables } from '../../store/tables.ts';
import { kept } from '../../text/say.ts';
import { createListeners } from '../listeners.ts';
import type { Roster } from '../roster.ts';

export interface StoreRosterOptions {
  readonly db: Kysely<Tables>;
  /** How long a call may take, in milliseconds; 2,000 where absent. */
  readonly timeoutMs?: number;
}

/**
 * The processes on one PostgreSQL, as it knows them, by its own clock. `wake` reaches this process alone: the others find
 * out when they look.
 */
export function createStoreRoster({ db, timeoutMs = 2_000 }: StoreRosterOptions): Roster {
  const ask = createAsk(db, timeoutMs);
  const { tell, listen } = createListeners();
  return {
    beat: (executor, ttlMs) =>
      ask(async (on) => {
        await on
          .insertInto('beat')
          .values({ executor, until: later(ttlMs) })
          .onConflict((conflict) => conflict.column('executor').doUpdateSet({ until: later(ttlMs) }))
          .execute();
        // What is over, so that names that never come back do not pile up.
        await on.deleteFrom('beat').where('until', '<=', sql<Date>`now()`).execute();
        await on.deleteFrom('turn').where('until', '<=', sql<Date>`now()`).execute();
      }),
    living: () =>
      ask(async (on) => {
        const rows = await on
          .selectFrom('beat')
          .select('executor')
          .where('until', '>', sql<Date>`now()`)
          .execute();
        return new Set(rows.map(({ executor }) => executor));
      }),
    leave: (executor) =>
      ask(async (on) => {
        await on.deleteFrom('beat').where('executor', '=', executor).execute();
        await on
          .deleteFrom('turn')
          .where(sql<boolean>`starts_with(owner, ${`${executor}/`})`)
          .execute();
      }),
    take: (key, owner, ttlMs) =>
      ask(async (on) => {
        const row = await on
          .insertInto('turn')
          .values({ key, owner, until: later(ttlMs) })
          .onConflict((conflict) =>
            conflict
              .column('key')
              .doUpdateSet({ owner, until: later(ttlMs) })
              .where((where) =>
                where.or([where('turn.owner', '=', owner), where('turn.until', '<=', sql<Date>`now()`)]),
              ),
          )
          .returning('key')
          .executeTakeFirst();
        return row !== undefined;
      }),
    give: (key, owner) =>
      ask(async (on) => {
        await on.deleteFrom('turn').where('key', '=', key).where('owner', '=', owner).execute();
      }),
    wake: async (subject) => tell(subject),
    onWake: listen,
  };
}

const later = (ms: number): RawBuilder<Date> => sql<Date>`now() + ${ms} * interval '1 millisecond'`;

type Ask = <T>(call: (on: Kysely<Tables>) => Promise<T>) => Promise<T>;

/** Ends within the time that calls have; one that was given up while it waited for a connection is never sent later. */
function createAsk(db: Kysely<Tables>, timeoutMs: number): Ask {
  return async (call) => {
    const text = kept`The database did not answer within ${timeoutMs} ms.`;
    const late = new Failure('timeout', 'the database', text); // not shown
    let timer: NodeJS.Timeout | undefined;
    let over = false;
    const end = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        over = true;
        reject(late);
      }, timeoutMs);
    });
    const work = db.connection().execute(async (on) => {
      if (over) throw late;
      return call(on);
    });
    try {
      return await Promise.race([work, end]);
    } catch (error) {
      throw failureOf(error);
    } finally {
      clearTimeout(timer);
    }
  };
}

function failureOf(error: unknown): unknown {
  if (!isDatabaseAway(error)) return error;
  const why = error instanceof Error ? error.message : String(error);
  const message = kept`The database is not reachable: ${why}.`;
  return new Failure('unreachable', 'the database', message, { cause: error }); // not shown
}
