import type { Logger } from 'pino';
import type { Fleet } from '../fleet/fleet.ts';
import type { Lead, Led } from '../fleet/lead.ts';
import type { WatchOptions } from '../fleet/watch.ts';
import type { Lock } from '../lock/lock.ts';
import type { Config } from '../model/config.ts';
import type { Changes } from '../store/changes.ts';
import type { Database } from '../store/database.ts';
import type { Executor } from '../store/executors.ts';
import type { Turns } from '../workflow/turns.ts';

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
