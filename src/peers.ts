import type { Logger } from 'pino';
import { createLoneFleet, type Fleet } from './fleet/fleet.ts';
import { type Joined, joinFleet } from './fleet/join.ts';
import { type Lead, type Led, lead, leadAlone } from './fleet/lead.ts';
import { createRedisRoster } from './fleet/redis/roster.ts';
import type { Roster } from './fleet/roster.ts';
import { createStoreRoster } from './fleet/store/roster.ts';
import type { WatchOptions } from './fleet/watch.ts';
import type { Lock } from './lock/lock.ts';
import { createRedisLock } from './lock/redis/redis-lock.ts';
import { createStoreLock } from './lock/store/store-lock.ts';
import type { Config } from './model/config.ts';
import { DatabaseAway, Failure } from './model/failure.ts';
import type { Changes } from './store/changes.ts';
import type { Database } from './store/database.ts';
import type { Executor } from './store/executors.ts';
import { connectRedis, type RedisConnection } from './transport/redis/connection.ts';
import { createTurns, type SharedTurns, type Turns } from './workflow/turns.ts';

/** This process among those that share its database, and what is agreed on among them. */
export interface Peers {
  readonly fleet: Fleet;
  readonly lock: Lock;
  /** The locks as the database has them. */
  readonly lockRecord: Lock;
  readonly turns: Turns;
  /** Has `led` done by one of the processes at a time. */
  lead(key: string, led: Led): Lead;
  /** Passes news on to the others, and theirs on to this one. */
  relay(changes: Changes): void;
  /** Begins to look after the others and to take up what dead ones left. */
  look(work: Pick<WatchOptions, 'working' | 'takeUp'>): void;
  /** No more looking after others; this process still counts. */
  lookAway(): Promise<void>;
  /** Ends by its own will: others may take up at once what is left. */
  leave(): Promise<void>;
  /** Waits for nobody: another process has taken over already. */
  abandon(): void;
}

export interface PeersOptions {
  readonly config: Config;
  readonly self: Executor;
  readonly database: Database;
  readonly installation: string;
  readonly log: Logger;
  /** Another process has taken over from this one. */
  onLost(): void;
}

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

interface Shared {
  readonly redis?: RedisConnection;
  readonly roster?: Roster;
  close(): void;
}

/** What the processes have in common beside the database. */
async function sharedBy({ config: { locks }, installation }: PeersOptions): Promise<Shared> {
  if (locks.kind === 'store') return { close: () => undefined };
  const redis = await connectRedis(locks);
  return { redis, roster: createRedisRoster({ redis, installation }), close: redis.close };
}

function locksOf({ database, installation }: PeersOptions, redis: RedisConnection | undefined) {
  const lockRecord = createStoreLock(database.db, now);
  const lock = redis ? createRedisLock({ redis, installation, db: database.db, now }) : lockRecord;
  return { lock, lockRecord };
}

/** A turn that can't be taken because the database is away is the database's trouble, like that of any other query. */
function turnsIn(roster: Roster, executor: string, log: (text: string) => void): SharedTurns {
  const asDatabases = (error: unknown): never => {
    throw error instanceof Failure && error.retryable
      ? new DatabaseAway(error.message, { cause: error })
      : error;
  };
  return {
    ...{ executor, log },
    take: (...args) => roster.take(...args).catch(asDatabases),
    give: (...args) => roster.give(...args).catch(asDatabases),
  };
}

/** News is passed on under the sender's id, so that nobody hears its own. */
function relay(changes: Changes, roster: Roster, self: string, log: (text: string) => void): void {
  let failing = false;
  changes.relay((subject) => {
    roster.wake(`${self} ${subject}`).then(
      () => {
        failing = false;
      },
      (error: unknown) => {
        // What is not heard is found by looking, a little later.
        if (!failing) log(`the other processes are not woken: ${String(error)}`);
        failing = true;
      },
    );
  });
  roster.onWake((message) => {
    const space = message.indexOf(' ');
    if (message.slice(0, space) !== self) changes.hear(message.slice(space + 1));
  });
}
