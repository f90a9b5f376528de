import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** A job that was ordered: an attempt of a rollout on a host. */
export interface OrderedOn {
  readonly rollout: string;
  readonly attempt: number;
}

/** Jobs as the journal has them. */
export interface Jobs {
  /** Those of any rollout that may still run on the host, oldest first: ordered, and no end of theirs is known. */
  open(cluster: string, host: string): Promise<readonly OrderedOn[]>;
}

/** What was verified has ended: only what was not can be open, which keeps the look short. */
export const createJobs = (db: Kysely<Tables>): Jobs => ({
  async open(cluster, host) {
    const { rows } = await sql<OrderedOn>`
      select job.rollout, (job.body->>'attempt')::int as attempt
      from rollout_host as at
      join rollout on rollout.id = at.rollout
      join journal as job on job.rollout = at.rollout
      where rollout.cluster = ${cluster} and at.host = ${host} and at.touched and not at.verified
        and job.body->>'type' = 'job' and job.body->>'host' = at.host
      group by job.rollout, job.body->>'attempt'
      having not bool_or(job.body->'over' is not null)
      order by min(job.seq)`.execute(db);
    return rows;
  },
});
