import type { Plan, RolloutKind } from './plan.ts';
import type { Stepping } from './stepping.ts';

/** Where a rollout stands. The last four are final. */
export type RolloutState =
  | 'awaiting-approval'
  | 'queued' // approved, not yet holding the lock
  | 'running'
  | 'paused' // by a person
  | 'waiting' // for an answer to a question
  | 'aborting'
  | 'succeeded'
  | 'aborted'
  | 'failed'
  | 'dropped'; // rejected, expired, or refused before anything changed

export const finalStates: readonly RolloutState[] = ['succeeded', 'aborted', 'failed', 'dropped'];
export const isFinal = (state: RolloutState): boolean => finalStates.includes(state);

/** The steps of one host, in order; `asking` and the outcomes stand beside them. */
export const hostSteps = [
  'snapshot',
  'drain',
  'await-connections',
  'deploy',
  'verify',
  'restore',
  'verify-in-pool',
] as const;
export type HostStep = (typeof hostSteps)[number];

export type HostOutcome =
  | 'pending'
  | 'active'
  | 'asking'
  | 'done' // on the release, in its pools as before
  | 'unwell' // the same, but a balancer does not see it healthy
  | 'skipped' // never changed, or given back as it was
  | 'returned' // left out, and given back by a person later: the release was not deployed there
  | 'left-out'; // out of service on our account, named with the reason

export interface HostStatus {
  readonly host: string;
  readonly batch: number;
  readonly outcome: HostOutcome;
  readonly step?: HostStep;
  readonly attempt: number;
  readonly reason?: string;
  readonly from?: string;
  readonly to: string;
  /** How long it was out of its pools, in milliseconds, once it is back. */
  readonly outMs?: number;
  /** Its weight goes down or comes back step by step right now. */
  readonly stepping?: Stepping;
}

/** Between nothing and all of its weight: it can be drained again. */
export const isComingBack = ({ outcome, stepping }: HostStatus): boolean =>
  outcome === 'active' && stepping?.way === 'back';

export interface Rollout {
  readonly id: string;
  readonly cluster: string;
  readonly kind: RolloutKind;
  readonly release: string;
  readonly requester: string;
  readonly approvers: readonly string[];
  readonly state: RolloutState;
  readonly reason?: string;
  readonly plan: Plan;
  /** The rollout that this one takes back. */
  readonly rollsBack?: string;
  readonly createdAt: Date;
  readonly startedAt?: Date;
  readonly finishedAt?: Date;
}

/** What becomes of a host that was under way when a process of the bot died, where a person is asked. */
export type AfterCrashVerb =
  | 'continue' // the step runs again
  | 'verify' // nothing more is deployed: verified as it is, and given back
  | 'keep-out'; // stays out of its pools, suspect

export const afterCrashVerbs: readonly AfterCrashVerb[] = ['continue', 'verify', 'keep-out'];
/** Whether a question with these answers is one of them. */
export const asksAfterCrash = (answers: readonly SteerVerb[]): boolean =>
  afterCrashVerbs.some((verb) => answers.includes(verb));

/** What a person (or a policy) may answer while a rollout runs. */
export type SteerVerb =
  | 'pause'
  | 'resume'
  | 'abort'
  | 'retry'
  | 'skip'
  | 'promote'
  | 'rollback'
  /** Its weight comes back step by step, and a person does not like what they see. */
  | 'redrain'
  | AfterCrashVerb;

/** One recorded wish; `n` grows, so that every waiting step sees each wish once and in order. */
export interface Steer {
  readonly n: number;
  readonly rollout: string;
  readonly verb: SteerVerb;
  readonly host?: string;
  readonly person: string;
  readonly at: Date;
}
