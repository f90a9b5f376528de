import type { Kysely, Selectable } from 'kysely';
import type { PersonFreeze } from '../model/freeze.ts';
import { kept } from '../text/say.ts';
import { append } from './journal.ts';
import { storable } from './storable.ts';
import type { Tables } from './tables.ts';

/** In the table, all clusters have a name of their own that no cluster can have. */
const everywhere = '*';

/** Freezes that people declared: at most one for each cluster, and one for all. */
export interface Freezes {
  /** Also those that have ended by themselves. */
  all(): Promise<readonly PersonFreeze[]>;
  /**
   * Records the freeze and its journal entry together; it takes the place of an earlier one.
   * @param request the message or click that asked for it; false where it was known already
   */
  declare(freeze: Omit<PersonFreeze, 'since'>, request: string): Promise<boolean>;
  /** Lifts the freeze and journals that, once per request; gives what it was, undefined where there is none. */
  lift(lifted: Pick<PersonFreeze, 'cluster' | 'person'>, request: string): Promise<PersonFreeze | undefined>;
}

export function createFreezes(db: Kysely<Tables>, now: () => Date): Freezes {
  return {
    async all() {
      return (await db.selectFrom('freeze').selectAll().orderBy('cluster').execute()).map(toFreeze);
    },
    declare: ({ cluster, person, reason, until }, request) =>
      db.transaction().execute(async (trx) => {
        const at = now();
        const what = { action: 'frozen' as const, reason, ...(until && { until: until.toISOString() }) };
        if (!(await append(trx, entryOf({ cluster, person }, request, what), at))) return false;
        const row = { person, reason: storable(reason), since: at, until: until ?? null };
        await trx
          .insertInto('freeze')
          .values({ cluster: cluster ?? everywhere, ...row })
          .onConflict((conflict) => conflict.column('cluster').doUpdateSet(row))
          .execute();
        return true;
      }),
    lift: (lifted, request) =>
      db.transaction().execute(async (trx) => {
        const cluster = lifted.cluster ?? everywhere;
        const frozen = trx.selectFrom('freeze').selectAll().where('cluster', '=', cluster).forUpdate();
        const row = await frozen.executeTakeFirst();
        if (!row) return undefined;
        const what = {
          action: 'unfrozen' as const,
          reason: kept`was frozen by ${row.person}: ${row.reason}`,
        };
        // The same request again lifted an earlier freeze: this one came after it.
        if (!(await append(trx, entryOf(lifted, request, what), now()))) return undefined;
        await trx.deleteFrom('freeze').where('cluster', '=', cluster).execute();
        return toFreeze(row);
      }),
  };
}

interface What {
  readonly action: 'frozen' | 'unfrozen';
  readonly reason: string;
  readonly until?: string;
}

const entryOf = (
  { cluster, person }: { readonly cluster?: string | undefined; readonly person: string },
  request: string,
  what: What,
) => ({
  cluster: cluster ?? '',
  key: `freeze/${request}`,
  body: { type: 'freeze' as const, person, all: cluster === undefined, ...what },
});

const toFreeze = ({ cluster, until, ...row }: Selectable<Tables['freeze']>): PersonFreeze => ({
  ...row,
  ...(cluster !== everywhere && { cluster }),
  ...(until && { until }),
});
