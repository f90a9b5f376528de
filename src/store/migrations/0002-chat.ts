import { type Kysely, sql } from 'kysely';

/** What chats, people on call and audits need: see tables.ts for what each column means. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  'create index journal_by_time on journal (at)',
  'alter table cluster_lock add column until timestamptz',
  `create table override (
    n integer generated always as identity, id text primary key, cluster text not null, host text not null,
    members jsonb not null, requester text not null, approver text, reason text not null, for_ms bigint,
    until timestamptz, state text not null, note text, request text not null unique,
    created_at timestamptz not null, out_at timestamptz, ended_at timestamptz)`,
  'create sequence override_number',
  `create table "freeze" (
    cluster text primary key, person text not null, reason text not null, since timestamptz not null, until timestamptz)`,
  `create table thread (
    subject text not null, chat text not null, channel text not null, done boolean not null default false,
    at timestamptz not null, primary key (subject, chat, channel))`,
  `create table message (
    subject text not null, chat text not null, channel text not null, key text not null, at_channel text not null,
    ts text, hash text not null, at timestamptz not null, primary key (subject, chat, channel, key))`,
];
