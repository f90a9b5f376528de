import { type Kysely, sql } from 'kysely';

/** In which language each person wants to read, where they said so: see tables.ts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table reader (person text primary key, language text not null)`.execute(db);
}
