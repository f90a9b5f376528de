import type { Kysely } from 'kysely';
import type { Tables } from '../../store/tables.ts';
import { readRow, writtenHolder } from '../store/row.ts';
import { blank, type LockRecord, recordText } from './record.ts';

/** What the database keeps of the locks, so that a Redis that has forgotten them gets them back. */
export interface Shadow {
  read(cluster: string): Promise<LockRecord>;
  /** Replaces the record that was seen; false where there is another one by now, which stays. */
  swap(cluster: string, seen: LockRecord, record: LockRecord): Promise<boolean>;
}

export function createShadow(db: Kysely<Tables>): Shadow {
  const read = async (cluster: string): Promise<LockRecord> => {
    const row = await readRow(db, cluster);
    if (!row) return blank;
    const written = writtenHolder(row);
    if (!written) return { epoch: row.epoch };
    const { epoch, ...holder } = written;
    return { epoch, holder };
  };
  return {
    read,
    async swap(cluster, seen, record) {
      const values = columns(record);
      const row = await db
        .insertInto('cluster_lock')
        .values({ cluster, ...values })
        .onConflict((conflict) =>
          conflict.column('cluster').doUpdateSet(values).where('cluster_lock.epoch', '=', seen.epoch),
        )
        .returning('cluster')
        .executeTakeFirst();
      // Somebody else may have written it down for us.
      return row !== undefined || recordText(await read(cluster)) === recordText(record);
    },
  };
}

const columns = ({ epoch, holder }: LockRecord) => ({
  epoch,
  hold: holder?.hold ?? null,
  holder_kind: holder?.kind ?? null,
  holder: holder?.name ?? null,
  reason: holder?.reason ?? null,
  since: holder?.since ?? null,
  until: holder?.until ?? null,
});
