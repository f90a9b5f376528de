import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** A process of the bot. */
export interface Executor {
  readonly id: string;
  /** For people: the machine and the process. */
  readonly name: string;
}

/**
 * The processes that ever worked on this database. One that has ended never counts again: a process that was taken for
 * dead and was not finds out here, and begins anew under another id.
 */
export interface Executors {
  join(executor: Executor): Promise<void>;
  /** Whether it has not ended. */
  stands(id: string): Promise<boolean>;
  /** Ends it; false where it has ended already. @param by the executor that takes over, or its own id */
  end(id: string, by: string): Promise<boolean>;
  unended(): Promise<readonly Executor[]>;
  /** Of these ids, the ones that count: all others have ended, or were never known. */
  standing(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** By id, for people. */
  named(id: string): Promise<string | undefined>;
}

export function createExecutors(db: Kysely<Tables>, now: () => Date): Executors {
  const unended = db.selectFrom('executor').select(['id', 'name']).where('ended_at', 'is', null);
  return {
    async join({ id, name }) {
      await db.insertInto('executor').values({ id, name, started_at: now() }).execute();
    },
    stands: async (id) => (await unended.where('id', '=', id).executeTakeFirst()) !== undefined,
    async end(id, by) {
      const ended = await db
        .updateTable('executor')
        .set({ ended_at: now(), ended_by: by })
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return ended !== undefined;
    },
    unended: () => unended.execute(),
    async standing(ids) {
      if (ids.length === 0) return new Set();
      return new Set((await unended.where('id', 'in', ids).execute()).map(({ id }) => id));
    },
    async named(id) {
      const row = await db.selectFrom('executor').select('name').where('id', '=', id).executeTakeFirst();
      return row?.name;
    },
  };
}
