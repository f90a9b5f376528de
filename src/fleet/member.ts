import { asFailure, Failure, isDatabaseAway } from '../model/failure.ts';
import type { Executor, Executors } from '../store/executors.ts';
import { type Fleet, mayBeOver } from './fleet.ts';
import type { Lease } from './lease.ts';
import type { Roster } from './roster.ts';

export interface MemberOptions {
  readonly self: Executor;
  /** On a connection of its own, that no other work can hold up. */
  readonly executors: Pick<Executors, 'stands'>;
  readonly roster: Roster;
  readonly lease: Lease;
  readonly pace: FleetPace;
  /** Another process has taken over. Called once; nothing of this process is to be written any more. */
  onLost(): void;
  log(text: string): void;
}

/** All in milliseconds. */
export interface FleetPace {
  /** Between two beats. */
  readonly beatMs: number;
  /** So long after its last beat a process counts as alive. */
  readonly ttlMs: number;
  /** So long after its last beat it takes for granted that it does: less, by more than a request takes. */
  readonly leaseMs: number;
  /** So long the database's word alone counts. */
  readonly wordMs: number;
  /** So long a process must be missing before another one takes over: longer than peers need to come back to an emptied Redis. */
  readonly missingMs: number;
  readonly lookMs: number;
}

export const defaultFleetPace: FleetPace = {
  beatMs: 750,
  ttlMs: 3_000,
  leaseMs: 2_250,
  wordMs: 1_000,
  missingMs: 2_000,
  lookMs: 500,
};

export interface FleetMember extends Fleet {
  /** Beats once; rejects where it can't. */
  beat(): Promise<void>;
  /** Whether another process has taken over. */
  isLost(): boolean;
}

/** This process as one of several. */
export function createFleetMember(options: MemberOptions): FleetMember {
  const { self, executors, roster, lease, pace } = options;
  let lost = false;

  const demandStanding = async (): Promise<void> => {
    if (!lost && (await executors.stands(self.id))) return;
    if (!lost) {
      lost = true;
      options.onLost();
    }
    // Whatever waits for this waits for good: it must not even record that it failed.
    await new Promise<never>(() => undefined);
  };

  const beat = async (): Promise<void> => {
    const since = lease.clock();
    await demandStanding();
    await roster.beat(self.id, pace.ttlMs);
    lease.extend(since, pace.leaseMs);
    beaten = since;
  };
  let beaten = Number.NEGATIVE_INFINITY;

  return {
    executor: self.id,
    beat,
    isLost: () => lost,
    demandMayChange(target) {
      if (lost || !lease.isFresh()) throw mayBeOver(target);
    },
    async standing() {
      if (!lost && lease.isFresh()) return;
      const since = lease.clock();
      await demandStanding();
      lease.extend(since, pace.wordMs);
    },
    async whole() {
      if (!lost && lease.clock() < beaten + pace.leaseMs) return;
      try {
        await beat();
      } catch (error) {
        if (isDatabaseAway(error)) throw error;
        const { message } = asFailure(error, 'the fleet'); // not shown
        throw new Failure('unreachable', 'the fleet', message, { cause: error }); // not shown
      }
    },
  };
}
