import { createLoneFleet } from '../fleet/fleet.ts';
import { type Joined, joinFleet } from '../fleet/join.ts';
import { lead, leadAlone } from '../fleet/lead.ts';
import { createStoreRoster } from '../fleet/store/roster.ts';
import { createStoreLock } from '../lock/store/store-lock.ts';
import { createTurns } from '../workflow/turns.ts';
import type { Peers, PeersOptions } from './peers.ts';
import { relay } from './relay.ts';
import { locksOf, sharedBy, turnsIn } from './shared.ts';

const now = () => new Date();

export const findPeers = (options: PeersOptions): Promise<Peers> =>
  options.config.store.kind === 'embedded' ? alone(options) : amongOthers(options);

/** The embedded database has one process; nobody is asked about anything. */
async function alone({ self, database }: PeersOptions): Promise<Peers> {
  const lock = createStoreLock(database.db, now);
  return {
    fleet: createLoneFleet(self.id),
    ...{ lock, lockRecord: lock },
    turns: createTurns(),
    lead: (_key, led) => leadAlone(led),
    relay: () => undefined,
    look: () => undefined,
    lookAway: async () => undefined,
    leave: async () => undefined,
    abandon: () => undefined,
  };
}

async function amongOthers(options: PeersOptions): Promise<Peers> {
  const { config, self, database } = options;
  const warn = (text: string) => options.log.warn(text);
  const inStore = createStoreRoster({ db: database.db });
  const shared = await sharedBy(options);
  const roster = shared.roster ?? inStore;
  const joined = await joinFleet({ ...options, roster, dataDir: config.dataDir, log: warn });
  return {
    fleet: joined.member,
    ...locksOf(options, shared.redis),
    // In the database, which everything needs anyway: a Redis that is away holds up no restore and no answer.
    turns: createTurns(turnsIn(inStore, self.id, warn)),
    lead: (key, led) => lead({ roster: inStore, key, owner: self.id, ttlMs: 5_000, log: warn }, led),
    relay: (changes) => relay(changes, roster, self.id, warn),
    ...lookingAfter(joined),
    async leave() {
      await joined.leave();
      shared.close();
    },
    abandon() {
      joined.abandon();
      shared.close();
    },
  };
}

const lookingAfter = ({ look, close }: Joined): Pick<Peers, 'look' | 'lookAway'> => ({
  look,
  lookAway: close,
});
