import { type Kysely, sql } from 'kysely';

/** What weights that change step by step need, and overrides that are asked for together: see tables.ts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  'alter table rollout_host add column stepping jsonb',
  "alter table custody add column given jsonb not null default '[]'",
  'alter table override add column leader text',
];
