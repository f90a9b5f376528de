import { type Kysely, sql } from 'kysely';

/** The first shape of the database: see tables.ts for what each column means. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table rollout (
    n integer generated always as identity, id text primary key, cluster text not null, kind text not null,
    release text not null, requester text not null, approvers jsonb not null default '[]', state text not null,
    reason text, plan jsonb not null, rolls_back text, request text unique, question jsonb,
    created_at timestamptz not null, started_at timestamptz, finished_at timestamptz)`,
  'create index rollout_by_cluster on rollout (cluster, n)',
  'create sequence rollout_number',
  `create table rollout_host (
    rollout text not null references rollout (id), host text not null, batch integer not null, outcome text not null,
    step text, attempt integer not null default 1, touched boolean not null default false,
    verified boolean not null default false, reason text, question jsonb,
    from_release text, to_release text not null, out_ms integer, primary key (rollout, host))`,
  `create table journal (
    seq integer generated always as identity primary key, at timestamptz not null, cluster text not null, rollout text,
    key text not null unique, body jsonb not null)`,
  'create index journal_by_rollout on journal (rollout, seq)',
  `create table custody (
    pool text not null, member text not null, cluster text not null, host text not null, rollout text not null,
    saved jsonb not null, out_since timestamptz,
    suspect boolean not null default false, primary key (pool, member))`,
  `create table steer (
    n integer generated always as identity primary key, rollout text not null, verb text not null, host text,
    person text not null, at timestamptz not null, request text not null unique)`,
  'create index steer_by_rollout on steer (rollout, n)',
  `create table output (
    rollout text not null, host text not null, attempt integer not null, n integer not null, text text not null,
    primary key (rollout, host, attempt, n))`,
  `create table host_release (
    cluster text not null, host text not null, release text not null, rollout text not null, at timestamptz not null,
    primary key (cluster, host))`,
  `create table cluster_lock (
    cluster text primary key, epoch integer not null, holder_kind text, holder text, reason text, since timestamptz)`,
  'create table installation (singleton boolean primary key default true check (singleton), id text not null)',
  'create table request (id text primary key, answer jsonb not null, at timestamptz not null)',
];
