import type { Kysely } from 'kysely';
import type { Steer, SteerVerb } from '../model/rollout.ts';
import type { Changes } from './changes.ts';
import { append } from './journal.ts';
import type { Tables } from './tables.ts';

/** A wish to be recorded; the same `request` counts once. */
export interface NewSteer {
  readonly cluster: string;
  readonly rollout: string;
  readonly verb: SteerVerb;
  readonly host?: string;
  readonly person: string;
  readonly request: string;
}

/** What people asked of running rollouts, in order. */
export interface Steers {
  /** Records the wish and its journal entry together; false where the request was known. */
  add(steer: NewSteer): Promise<boolean>;
  /** Whether a wish of this request is recorded. */
  has(request: string): Promise<boolean>;
  of(rollout: string): Promise<readonly Steer[]>;
}

export function createSteers(db: Kysely<Tables>, changes: Changes, now: () => Date): Steers {
  return {
    async add({ cluster, host, ...steer }) {
      const at = now();
      const isNew = await db.transaction().execute(async (trx) => {
        const inserted = await trx
          .insertInto('steer')
          .values({ ...steer, host: host ?? null, at })
          .onConflict((conflict) => conflict.column('request').doNothing())
          .returning('n')
          .executeTakeFirst();
        if (inserted === undefined) return false;
        const { rollout, person, verb } = steer;
        const body = { type: 'steered' as const, person, verb, ...(host !== undefined && { host }) };
        return append(trx, { cluster, rollout, key: `steer/${inserted.n}`, body }, at);
      });
      if (isNew) changes.tell(steer.rollout);
      return isNew;
    },
    async has(request) {
      const row = await db.selectFrom('steer').select('n').where('request', '=', request).executeTakeFirst();
      return row !== undefined;
    },
    async of(rollout) {
      const rows = await db
        .selectFrom('steer')
        .selectAll()
        .where('rollout', '=', rollout)
        .orderBy('n')
        .execute();
      return rows.map(({ host, request: _, ...row }) => ({ ...row, ...(host !== null && { host }) }));
    },
  };
}
