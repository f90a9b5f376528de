import { createAloneRoster } from '../../src/fleet/alone/roster.ts';
import { rosterConformance } from '../conformance/roster.ts';

rosterConformance('the roster in memory', async () => {
  const roster = createAloneRoster();
  return { rosters: [roster, roster], wakes: 'this process', close: async () => undefined };
});
