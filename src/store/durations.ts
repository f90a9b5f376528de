import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** How long a rollout took: at work, without the soaks between its batches. */
export interface Took {
  readonly ms: number;
  readonly batches: number;
}

/** What rollouts took that went well; for estimates. */
export interface Durations {
  /** The cluster's last succeeded rollouts, newest first. */
  of(cluster: string, limit: number): Promise<readonly Took[]>;
}

/** A soak is over when the next batch begins: it may have been promoted, or have waited for somebody. */
export function createDurations(db: Kysely<Tables>): Durations {
  return {
    async of(cluster, limit) {
      const { rows } = await sql<{ ms: number; batches: number }>`
        select (extract(epoch from finished_at - started_at) * 1000 - coalesce(soaked.ms, 0))::float8 as ms,
          jsonb_array_length(plan->'batches') as batches
        from rollout left join lateral (
          select sum(extract(epoch from next_at - at) * 1000) filter (where type = 'soaking') as ms
          from (
            select at, body->>'type' as type, lead(at) over (order by seq) as next_at
            from journal
            where journal.rollout = rollout.id and body->>'type' in ('soaking', 'batch')
          ) as parts
        ) as soaked on true
        where cluster = ${cluster} and state = 'succeeded' and started_at is not null and finished_at is not null
        order by n desc limit ${limit}`.execute(db);
      return rows;
    },
  };
}
