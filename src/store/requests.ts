import type { Kysely } from 'kysely';
import { storableJson } from './storable.ts';
import type { Tables } from './tables.ts';

/** Requests that were answered: a message or click that comes again gets the same answer and does nothing. */
export interface Requests<Answer extends object> {
  answer(id: string): Promise<Answer | undefined>;
  keep(id: string, answer: Answer): Promise<void>;
  /** Forgets what was answered before that time: no chat repeats it so late. */
  forgetBefore(time: Date): Promise<void>;
}

export function createRequests<Answer extends object>(
  db: Kysely<Tables>,
  parse: (stored: object) => Answer,
  now: () => Date,
): Requests<Answer> {
  return {
    async answer(id) {
      const row = await db.selectFrom('request').select('answer').where('id', '=', id).executeTakeFirst();
      return row && parse(row.answer);
    },
    async forgetBefore(time) {
      await db.deleteFrom('request').where('at', '<', time).execute();
    },
    async keep(id, answer) {
      await db
        .insertInto('request')
        .values({ id, answer: storableJson(answer), at: now() })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
  };
}
