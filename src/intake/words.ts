import type { HostOutcome, RolloutState } from '../model/rollout.ts';
import { kept } from '../text/say.ts';
import { told } from '../text/told.ts';

const states: Readonly<Record<RolloutState, string>> = {
  'awaiting-approval': kept`awaiting-approval`,
  queued: kept`queued`,
  running: kept`running`,
  paused: kept`paused`,
  waiting: kept`waiting`,
  aborting: kept`aborting`,
  succeeded: kept`succeeded`,
  aborted: kept`aborted`,
  failed: kept`failed`,
  dropped: kept`dropped`,
};

const outcomes: Readonly<Record<HostOutcome, string>> = {
  pending: kept`pending`,
  active: kept`active`,
  asking: kept`asking`,
  done: kept`done`,
  unwell: kept`unwell`,
  skipped: kept`skipped`,
  returned: kept`returned`,
  'left-out': kept`left-out`,
};

/** A rollout's state in one word; in English the one that it is recorded by. */
export const stateWord = (state: RolloutState): string => told(states[state]);

/** The same of a host in it. */
export const outcomeWord = (outcome: HostOutcome): string => told(outcomes[outcome]);
