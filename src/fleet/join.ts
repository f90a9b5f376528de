import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import type { Database } from '../store/database.ts';
import { createExecutors, type Executor } from '../store/executors.ts';
import { kept } from '../text/say.ts';
import { createLease } from './lease.ts';
import { createFleetMember, defaultFleetPace, type FleetMember } from './member.ts';
import { repeat } from './repeat.ts';
import type { Roster } from './roster.ts';
import { createWatch, type WatchOptions } from './watch.ts';

export interface JoinOptions {
  readonly self: Executor;
  readonly database: Database;
  /** Where beats are seen by the others. */
  readonly roster: Roster;
  /** Claimed by this process: whoever worked in it before is dead. */
  readonly dataDir: string;
  onLost(): void;
  log(text: string): void;
}

/** This process among the others on its database, until it leaves. */
export interface Joined {
  readonly member: FleetMember;
  /** Begins to look after the others, and to take up what dead ones left. */
  look(work: Pick<WatchOptions, 'working' | 'takeUp'>): void;
  /** Looks no more after others, and goes on saying that it lives. */
  close(): Promise<void>;
  /** Ends by its own will: what it left is free at once. */
  leave(): Promise<void>;
  /** Does nothing any more, and waits for nothing. */
  abandon(): void;
}

export const newExecutor = (): Executor => ({
  id: randomUUID(),
  name: kept`${hostname()} (process ${process.pid})`,
});

/**
 * Enters the process, puts the fence around its database, and begins to beat. Rejects where there are others, and they
 * could not see it.
 */
export async function joinFleet(options: JoinOptions): Promise<Joined> {
  const { self, database, roster, log } = options;
  const pace = defaultFleetPace;
  const executors = createExecutors(database.side, () => new Date());
  const lease = createLease();
  const member = createFleetMember({ ...options, executors, lease, pace });
  await endPredecessor(options.dataDir, self, executors.end);
  // Whom the others can't see they would take for dead at once.
  if ((await executors.unended()).length > 0) await roster.beat(self.id, pace.ttlMs);
  await executors.join(self);
  database.pool.fence(member.standing);
  const stopBeats = repeat(pace.beatMs, beatOrBreak(member, database), (text) =>
    log(`no sign of life: ${text}`),
  );
  let stopLooking = async () => {};
  return {
    member,
    look(work) {
      const watch = createWatch({ ...work, member, executors, roster, pace, clock: lease.clock, log });
      stopLooking = repeat(pace.lookMs, watch.look, (text) =>
        log(`the other processes can't be seen: ${text}`),
      );
    },
    close: () => stopLooking(),
    async leave() {
      await stopBeats();
      // Where it can't say so it is missed a little later, as if it had died; the rest is closed all the same.
      const failed = (error: unknown) => log(`it ends without a word to the others: ${String(error)}`);
      await executors.end(self.id, self.id).catch(failed);
      await roster.leave(self.id).catch(failed);
    },
    abandon() {
      void stopLooking();
      void stopBeats();
    },
  };
}

/** So many beats in a row that fail mean that the connections are dead, though nobody said so (a cable, a firewall). */
const failuresBeforeBreak = 5;

function beatOrBreak(member: FleetMember, { pool }: Database): () => Promise<void> {
  let failures = 0;
  return async () => {
    try {
      await member.beat();
      failures = 0;
    } catch (error) {
      failures += 1;
      if (failures % failuresBeforeBreak === 0 && !(await answers(member))) pool.breakAll();
      throw error;
    }
  };
}

/** Whether it is the database that does not answer. */
const answers = (member: FleetMember): Promise<boolean> =>
  member.standing().then(
    () => true,
    () => false,
  );

/** The directory is claimed, so whoever wrote its id there is dead for sure: nobody has to wait until it is missed. */
async function endPredecessor(
  dataDir: string,
  self: Executor,
  end: (id: string, by: string) => Promise<boolean>,
): Promise<void> {
  const file = path.join(dataDir, 'executor');
  const before = await readFile(file, 'utf8').catch(() => '');
  if (before !== '') await end(before, self.id);
  await writeFile(file, self.id);
}
