import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** Which release was last deployed where, by the journal. */
export interface Releases {
  of(cluster: string): Promise<ReadonlyMap<string, string>>;
}

export function createReleases(db: Kysely<Tables>): Releases {
  return {
    async of(cluster) {
      const rows = await db
        .selectFrom('host_release')
        .select(['host', 'release'])
        .where('cluster', '=', cluster)
        .execute();
      return new Map(rows.map(({ host, release }) => [host, release]));
    },
  };
}
