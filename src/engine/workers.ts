import type { Pool } from 'pg';
import { kept } from '../text/say.ts';

/**
 * Which process has each workflow that has not ended, by the workflow's id: the name of the process as it is known to the
 * others, or `the bot` where it is not. What a process has that ended, and nobody took over yet, is nobody's.
 */
export async function readWorkers(pool: Pool): Promise<ReadonlyMap<string, string>> {
  const { rows } = await pool.query<{ id: string; name: string | null }>(
    `select workflow_uuid as id, executor.name
    from dbos.workflow_status left join executor on executor.id = executor_id
    where status in ('PENDING', 'ENQUEUED') and ended_at is null`, // not shown
  );
  return new Map(rows.map(({ id, name }) => [id, name ?? kept`the bot`]));
}

/** Whether the process of this id has not ended, whoever said so. */
export async function stands(pool: Pool, executor: string): Promise<boolean> {
  const standing = 'select from executor where id = $1 and ended_at is null'; // not shown
  const { rowCount } = await pool.query(standing, [executor]);
  return rowCount === 1;
}
