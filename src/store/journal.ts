import type { Kysely, Transaction } from 'kysely';
import type { Entry, EventBody } from '../model/event.ts';
import type { Changes } from './changes.ts';
import { project } from './project/project.ts';
import { storableJson } from './storable.ts';
import type { Tables } from './tables.ts';

/** An event to be recorded. `key` makes it the same event when it is recorded again after a crash. */
export interface NewEntry {
  readonly cluster: string;
  readonly rollout?: string;
  readonly key: string;
  readonly body: EventBody;
}

/** The append-only record. What `record` returns from is durable, with the views that derive from it. */
export interface Journal {
  /** True where the event was new, false where its key was known and nothing changed. */
  record(entry: NewEntry): Promise<boolean>;
  /** All of them or, after a crash, none. */
  recordAll(entries: readonly NewEntry[]): Promise<void>;
  /** The event that was recorded under this key. */
  byKey(key: string): Promise<EventBody | undefined>;
  /** When the event of this key was first recorded. */
  timeOf(key: string): Promise<Date | undefined>;
  /** Entries of a rollout after `seq`, in order. */
  after(rollout: string, seq: number): Promise<readonly Entry[]>;
  /** The number of the rollout's last entry; 0 where it has none. */
  lastSeq(rollout: string): Promise<number>;
}

export function createJournal(db: Kysely<Tables>, changes: Changes, now: () => Date): Journal {
  return {
    async record(entry) {
      const isNew = await db.transaction().execute((trx) => append(trx, entry, now()));
      if (isNew && entry.rollout !== undefined) changes.tell(entry.rollout);
      return isNew;
    },
    async recordAll(entries) {
      await db.transaction().execute(async (trx) => {
        for (const entry of entries) await append(trx, entry, now());
      });
      const subjects = entries.flatMap(({ rollout }) => (rollout === undefined ? [] : [rollout]));
      for (const subject of new Set(subjects)) changes.tell(subject);
    },
    async byKey(key) {
      const row = await db.selectFrom('journal').select('body').where('key', '=', key).executeTakeFirst();
      return row?.body;
    },
    async timeOf(key) {
      const row = await db.selectFrom('journal').select('at').where('key', '=', key).executeTakeFirst();
      return row?.at;
    },
    async after(rollout, seq) {
      const rows = await db
        .selectFrom('journal')
        .selectAll()
        .where('rollout', '=', rollout)
        .where('seq', '>', seq)
        .orderBy('seq')
        .execute();
      return rows.map(({ rollout: _, ...row }) => ({ ...row, rollout }));
    },
    async lastSeq(rollout) {
      const row = await db
        .selectFrom('journal')
        .select('seq')
        .where('rollout', '=', rollout)
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.seq ?? 0;
    },
  };
}

/** Adds the entry and what derives from it, in the caller's transaction. */
export async function append(trx: Transaction<Tables>, entry: NewEntry, at: Date): Promise<boolean> {
  const json = storableJson(entry.body);
  const inserted = await trx
    .insertInto('journal')
    .values({
      at,
      cluster: entry.cluster,
      rollout: entry.rollout ?? null,
      key: entry.key,
      body: json,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('seq')
    .executeTakeFirst();
  if (inserted === undefined) return false;
  // What derives from it is kept as text too: it is derived from what was stored.
  const body: EventBody = JSON.parse(json);
  if (entry.rollout !== undefined) await project(trx, { ...entry, body, rollout: entry.rollout }, at);
  return true;
}
