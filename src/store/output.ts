import type { Kysely } from 'kysely';
import type { OutputLine } from '../model/deploy.ts';
import { storable } from './storable.ts';
import type { Tables } from './tables.ts';

/** The hosts' output, kept line by line; a line that is written again is the same line. */
export interface Output {
  append(rollout: string, host: string, attempt: number, lines: readonly OutputLine[]): Promise<void>;
  /** The number of the last line that is kept; 0 where there is none. */
  last(rollout: string, host: string, attempt: number): Promise<number>;
  /** The last `limit` lines of each host's last attempt (or of one host's), in order. */
  read(
    rollout: string,
    host: string | undefined,
    limit: number,
  ): Promise<readonly (OutputLine & { host: string; attempt: number })[]>;
  /** The last `limit` lines of one attempt, in order. */
  tail(rollout: string, host: string, attempt: number, limit: number): Promise<readonly string[]>;
}

export function createOutput(db: Kysely<Tables>): Output {
  return {
    async append(rollout, host, attempt, lines) {
      if (lines.length === 0) return;
      await db
        .insertInto('output')
        .values(lines.map(({ n, text }) => ({ rollout, host, attempt, n, text: storable(text) })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async last(rollout, host, attempt) {
      const row = await db
        .selectFrom('output')
        .select((select) => select.fn.max('n').as('n'))
        .where('rollout', '=', rollout)
        .where('host', '=', host)
        .where('attempt', '=', attempt)
        .executeTakeFirst();
      return row?.n ?? 0;
    },
    async read(rollout, host, limit) {
      let query = db.selectFrom('output').selectAll().where('rollout', '=', rollout);
      if (host !== undefined) query = query.where('host', '=', host);
      const rows = await query
        .orderBy('host')
        .orderBy('attempt', 'desc')
        .orderBy('n', 'desc')
        .limit(limit)
        .execute();
      return rows.reverse().map(({ rollout: _, ...row }) => row);
    },
    async tail(rollout, host, attempt, limit) {
      const rows = await db
        .selectFrom('output')
        .select('text')
        .where('rollout', '=', rollout)
        .where('host', '=', host)
        .where('attempt', '=', attempt)
        .orderBy('n', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ text }) => text).reverse();
    },
  };
}
