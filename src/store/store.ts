import type { Kysely } from 'kysely';
import { type Audit, createAudit } from './audit.ts';
import { type Changes, createChanges } from './changes.ts';
import { type Custody, createCustody } from './custody.ts';
import { createDurations, type Durations } from './durations.ts';
import { createFreezes, type Freezes } from './freezes.ts';
import { createInstallation } from './installation.ts';
import { createJobs, type Jobs } from './jobs.ts';
import { createJournal, type Journal } from './journal.ts';
import { type ChosenLanguages, createChosenLanguages } from './languages.ts';
import { createMessages, type Messages } from './messages.ts';
import { createOutput, type Output } from './output.ts';
import { createOverrides, type Overrides } from './overrides.ts';
import { createReleases, type Releases } from './releases.ts';
import { createRollouts, type Rollouts } from './rollouts.ts';
import { createSteers, type Steers } from './steers.ts';
import type { Tables } from './tables.ts';
import { createThreads, type Threads } from './threads.ts';

/** All that is remembered, by subject. */
export interface Store {
  readonly journal: Journal;
  readonly jobs: Jobs;
  readonly rollouts: Rollouts;
  readonly custody: Custody;
  readonly steers: Steers;
  readonly output: Output;
  readonly releases: Releases;
  readonly changes: Changes;
  readonly threads: Threads;
  readonly messages: Messages;
  readonly freezes: Freezes;
  readonly overrides: Overrides;
  readonly audit: Audit;
  readonly durations: Durations;
  readonly languages: ChosenLanguages;
  /** The clock that everything recorded is dated by. */
  now(): Date;
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
    now,
    journal: createJournal(db, changes, now),
    jobs: createJobs(db),
    rollouts: createRollouts(db, now),
    custody: createCustody(db, now),
    steers: createSteers(db, changes, now),
    output: createOutput(db),
    releases: createReleases(db),
    threads: createThreads(db),
    messages: createMessages(db, now),
    freezes: createFreezes(db, now),
    overrides: createOverrides(db),
    audit: createAudit(db),
    durations: createDurations(db),
    languages: createChosenLanguages(db),
    installation: createInstallation(db),
  };
}
