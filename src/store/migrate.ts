import { type Kysely, Migrator } from 'kysely';
import { kept } from '../text/say.ts';
import * as ground from './migrations/0001-ground.ts';
import * as chat from './migrations/0002-chat.ts';
import * as replicas from './migrations/0003-replicas.ts';
import * as steps from './migrations/0004-steps.ts';
import * as languages from './migrations/0005-languages.ts';
import type { Tables } from './tables.ts';

/** In order; a migration that has landed is never edited, only followed by another. */
const migrations = {
  '0001-ground': ground,
  '0002-chat': chat,
  '0003-replicas': replicas,
  '0004-steps': steps,
  '0005-languages': languages,
};

/** Brings the database to the newest shape. Throws what the database said, with the migration's name where one was begun. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error, results } = await migrator.migrateToLatest();
  const failed = results?.find((result) => result.status === 'Error');
  if (!error) return;
  const why = error instanceof Error ? error.message : String(error);
  const text = failed
    ? kept`database migration ${failed.migrationName} failed: ${why}`
    : kept`the database could not be prepared: ${why}`;
  throw new Error(text, { cause: error });
}
