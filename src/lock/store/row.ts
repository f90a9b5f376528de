import type { Kysely, Selectable } from 'kysely';
import type { Tables } from '../../store/tables.ts';
import type { Holder } from '../lock.ts';

export type LockRow = Selectable<Tables['cluster_lock']>;

export const readRow = (db: Kysely<Tables>, cluster: string): Promise<LockRow | undefined> =>
  db.selectFrom('cluster_lock').selectAll().where('cluster', '=', cluster).executeTakeFirst();

/** Who is written down as the holder, also where that has ended by itself. */
export function writtenHolder(row: LockRow | undefined): Holder | undefined {
  if (!row?.holder || !row.holder_kind || !row.since) return undefined;
  return {
    kind: row.holder_kind,
    name: row.holder,
    reason: row.reason ?? '',
    since: row.since,
    ...(row.until && { until: row.until }),
    hold: row.hold ?? row.epoch,
    epoch: row.epoch,
  };
}
