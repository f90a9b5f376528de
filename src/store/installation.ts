import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** The database's own id, made when it is first asked for: eight hex digits. */
export function createInstallation(db: Kysely<Tables>): () => Promise<string> {
  let known: Promise<string> | undefined;
  const find = async (): Promise<string> => {
    await db
      .insertInto('installation')
      .values({ id: randomBytes(4).toString('hex') })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return (await db.selectFrom('installation').select('id').executeTakeFirstOrThrow()).id;
  };
  return async () => {
    known ??= find();
    try {
      return await known;
    } catch (error) {
      known = undefined;
      throw error;
    }
  };
}
