import { type Kysely, sql } from 'kysely';

/** What several processes on one database need: see tables.ts for what each column means. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  'alter table cluster_lock add column hold integer',
  'update cluster_lock set hold = epoch where holder is not null',
  `create table executor (
    id text primary key, name text not null, started_at timestamptz not null,
    ended_at timestamptz, ended_by text)`,
  'create table beat (executor text primary key, until timestamptz not null)',
  'create table turn (key text primary key, owner text not null, until timestamptz not null)',
];
