import type { Kysely } from 'kysely';
import { type Changes, createChanges } from './changes.ts';
import { type Custody, createCustody } from './custody.ts';
import { createInstallation } from './installation.ts';
import { createJournal, type Journal } from './journal.ts';
import { createOutput, type Output } from './output.ts';
import { createReleases, type Releases } from './releases.ts';
import { createRollouts, type Rollouts } from './rollouts.ts';
import { createSteers, type Steers } from './steers.ts';
import type { Tables } from './tables.ts';

/** All that is remembered, by subject. */
export interface Store {
  readonly journal: Journal;
  readonly rollouts: Rollouts;
  readonly custody: Custody;
  readonly steers: Steers;
  readonly output: Output;
  readonly releases: Releases;
  readonly changes: Changes;
  /** The database's own id: part of every id that is used outside it. */
  installation(): Promise<string>;
}

export function createStore(
  db: Kysely<Tables>,
  now: () => Date = () => new Date(),
  log?: (text: string) => void,
): Store {
  const changes = createChanges(log);
  return {
    changes,
    journal: createJournal(db, changes, now),
    rollouts: createRollouts(db, now),
    custody: createCustody(db, now),
    steers: createSteers(db, changes, now),
    output: createOutput(db),
    releases: createReleases(db),
    installation: createInstallation(db),
  };
}
