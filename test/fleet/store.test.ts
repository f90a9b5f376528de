import { createStoreRoster } from '../../src/fleet/store/roster.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { rosterConformance } from '../conformance/roster.ts';
import { startPostgres } from '../peers/postgres.ts';

rosterConformance('the roster in PostgreSQL', async () => {
  const postgres = await startPostgres();
  const [one, other] = [await openPostgres(postgres.url, 'test'), await openPostgres(postgres.url, 'test')];
  return {
    rosters: [createStoreRoster({ db: one.db }), createStoreRoster({ db: other.db })],
    wakes: 'this process',
    async close() {
      await Promise.all([one.close(), other.close()]);
      await postgres.stop();
    },
  };
});
