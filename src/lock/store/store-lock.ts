import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '../../store/tables.ts';
import { type Claim, type Holder, type Lock, lostLock, standing } from '../lock.ts';
import { type LockRow, readRow, writtenHolder } from './row.ts';

/** Locks in the bot's own database: for one process, and for replicas that share a PostgreSQL. */
export function createStoreLock(db: Kysely<Tables>, now: () => Date = () => new Date()): Lock {
  return {
    acquire: (cluster, claim) =>
      db.transaction().execute(async (trx) => {
        const row = await locked(trx, cluster);
        const holder = holderOf(row, now());
        if (holder && (holder.kind !== claim.kind || holder.name !== claim.name))
          return { got: false, holder };
        if (holder) return { got: true, hold: holder.hold };
        return { got: true, hold: await take(trx, row, claim, now()) };
      }),
    async assert(cluster, hold) {
      const holder = holderOf(await readRow(db, cluster), now());
      if (holder?.hold === hold) return holder.epoch;
      throw lostLock(cluster, holder);
    },
    async release(cluster, hold) {
      const row = await db
        .updateTable('cluster_lock')
        .set({ holder_kind: null, holder: null, reason: null, since: null, until: null, hold: null })
        .where('cluster', '=', cluster)
        .where('hold', '=', hold)
        .where('holder', 'is not', null)
        .where((where) => where.or([where('until', 'is', null), where('until', '>', now())]))
        .returning('cluster')
        .executeTakeFirst();
      return row !== undefined;
    },
    holder: async (cluster) => holderOf(await readRow(db, cluster), now()),
    steal: (cluster, claim) =>
      db.transaction().execute(async (trx) => take(trx, await locked(trx, cluster), claim, now())),
    async raise(cluster, hold) {
      await db
        .updateTable('cluster_lock')
        .set(({ eb }) => ({ epoch: eb('epoch', '+', 1) }))
        .where('cluster', '=', cluster)
        .where('hold', '=', hold)
        .execute();
    },
  };
}

/** The cluster's row, made if need be, and held against other transactions. */
async function locked(trx: Transaction<Tables>, cluster: string): Promise<LockRow> {
  await trx
    .insertInto('cluster_lock')
    .values({ cluster, epoch: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return trx
    .selectFrom('cluster_lock')
    .selectAll()
    .where('cluster', '=', cluster)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

async function take(trx: Transaction<Tables>, row: LockRow, claim: Claim, at: Date): Promise<number> {
  const epoch = row.epoch + 1;
  const { kind, name, reason, until = null } = claim;
  await trx
    .updateTable('cluster_lock')
    .set({ epoch, hold: epoch, holder_kind: kind, holder: name, reason, since: at, until })
    .where('cluster', '=', row.cluster)
    .execute();
  return epoch;
}

const holderOf = (row: LockRow | undefined, now: Date): Holder | undefined =>
  standing(writtenHolder(row), now);
