import type { Saved } from './member.ts';
import type { OverrideMember, OverrideState, OverrideWish } from './override.ts';
import type { Place, Via } from './place.ts';
import type { FoundHost, RecoveryKind } from './recovery.ts';
import type { HostOutcome, HostStep, RolloutState, SteerVerb } from './rollout.ts';
import type { Stepping } from './stepping.ts';

/** Who held a cluster: a rollout's id or a person's name, why, and the number of that holding. */
export interface LockedBy {
  readonly kind: 'rollout' | 'person';
  readonly name: string;
  readonly reason: string;
  readonly hold: number;
}

/** What happened, as data. Every message, history and recovery derives from these. */
export type EventBody =
  | { readonly type: 'planned'; readonly person: string; readonly places?: readonly Place[] }
  | { readonly type: 'approved'; readonly person: string; readonly enough: boolean }
  | { readonly type: 'rejected'; readonly person: string }
  | { readonly type: 'state'; readonly state: RolloutState; readonly reason?: string }
  | { readonly type: 'steered'; readonly person: string; readonly verb: SteerVerb; readonly host?: string }
  /** Taken up again where a process of the bot died. What earlier versions recorded has only `where`. */
  | {
      readonly type: 'recovered';
      readonly where: string;
      readonly kind?: RecoveryKind;
      readonly hosts?: readonly FoundHost[];
      /** No host was under way, and the rollout as a whole waits for an answer. */
      readonly waits?: true;
    }
  | {
      readonly type: 'batch';
      readonly batch: number;
      readonly name: string;
      readonly hosts: readonly string[];
    }
  | { readonly type: 'soaking'; readonly batch: number; readonly ms: number }
  | {
      readonly type: 'step';
      readonly host: string;
      readonly step: HostStep;
      readonly attempt: number;
      readonly detail?: string;
    }
  | {
      readonly type: 'held';
      readonly host: string;
      readonly pool: string;
      readonly member: string;
      readonly saved: Saved;
    }
  | {
      readonly type: 'restored';
      readonly host: string;
      readonly pool: string;
      readonly member: string;
      readonly saved: Saved;
    }
  /** Held, but never changed: whatever it is now, it is not ours. */
  | { readonly type: 'let-go'; readonly host: string; readonly pool: string; readonly member: string }
  | {
      readonly type: 'question';
      readonly host?: string;
      readonly text: string;
      readonly answers: readonly SteerVerb[];
      /** Wishes up to this number came before the question and do not answer it. */
      readonly after: number;
      /** Somebody changed the host's members meanwhile: nothing is changed there while it is asked. */
      readonly untouched?: true;
    }
  | {
      readonly type: 'host';
      readonly host: string;
      readonly outcome: HostOutcome;
      readonly attempt: number;
      readonly reason?: string;
      readonly outMs?: number;
      /** Left out by a person's word: it comes back only when it is verified, whether a job ran there or not. */
      readonly suspect?: true;
    }
  /** About to be sent to the host: from here on its code is suspect until it is verified. */
  | {
      readonly type: 'job';
      readonly host: string;
      readonly attempt: number;
      /** It has ended, or the host does not know it any more. */
      readonly over?: true;
    }
  /** The probes passed: what the last job left on the host is well. */
  | { readonly type: 'verified'; readonly host: string }
  /** About to be taken out: the lock is held and what it was is durable. */
  | {
      readonly type: 'draining';
      readonly host: string;
      readonly pool: string;
      /** Absent in what earlier versions of the bot recorded. */
      readonly member?: string;
      readonly saved: Saved;
    }
  /** Its weight goes down, or comes back, step by step; percent 0 is before the first step. */
  | ({
      readonly type: 'stepping';
      readonly host: string;
      /** Wishes up to this number came before it, and are not about it. */
      readonly after?: number;
    } & Stepping)
  /** All steps are behind it, or a person wants no more of them: from here on it gets exactly what it had. */
  | { readonly type: 'stepped'; readonly host: string }
  /** Not well while its weight came back, or a person says so: what the last job left there is suspect again. */
  | { readonly type: 'suspected'; readonly host: string; readonly reason: string; readonly person?: string }
  /** The job ended well: this release is on the host now, verified or not. */
  | { readonly type: 'deployed'; readonly host: string; readonly release: string }
  | { readonly type: 'note'; readonly host?: string; readonly text: string }
  | {
      readonly type: 'lock';
      readonly person: string;
      readonly action: 'locked' | 'unlocked' | 'stolen';
      readonly reason?: string;
      /** ISO 8601. */
      readonly until?: string;
      /** Whom it was taken from: recorded before it is. */
      readonly from?: LockedBy;
    }
  /** A person froze or unfroze a cluster, or all of them (`all`). */
  | {
      readonly type: 'freeze';
      readonly person: string;
      readonly action: 'frozen' | 'unfrozen';
      readonly all: boolean;
      readonly reason?: string;
      readonly until?: string;
    }
  /** A person set a weight; `held`: the member is out on our account, so this is what it will get back. */
  | {
      readonly type: 'weight';
      readonly person: string;
      readonly pool: string;
      readonly member: string;
      readonly from: number;
      readonly to: number;
      readonly held: boolean;
    }
  /** A person wants a host out of its pools. Events of an override have its id as their rollout. */
  | {
      readonly type: 'override';
      readonly person: string;
      readonly host: string;
      readonly members: readonly OverrideMember[];
      readonly reason: string;
      readonly forMs?: number;
      readonly request: string;
      /** The first of those that were asked for together, itself included. */
      readonly leader?: string;
      readonly places?: readonly Place[];
    }
  | {
      readonly type: 'override-state';
      readonly state: OverrideState;
      readonly person?: string;
      readonly note?: string;
      /** ISO 8601. */
      readonly until?: string;
      /** From here on it is told there, with a thread of its own. */
      readonly places?: readonly Place[];
    }
  | {
      readonly type: 'override-wish';
      readonly person: string;
      readonly wish: OverrideWish;
      /** For `extend`: the new end, ISO 8601. */
      readonly until?: string;
    }
  /** It comes back soon by itself. */
  | { readonly type: 'ends-soon'; readonly until: string }
  /** A member that the rollout held is out by a person's hand now: the override gives it back, not the rollout. */
  | {
      readonly type: 'handed-over';
      readonly host: string;
      readonly pool: string;
      readonly member: string;
      readonly to: string;
      readonly person: string;
      readonly reason: string;
    }
  /** What somebody asked for, by typing or by a click, and what they were told. */
  | {
      readonly type: 'asked';
      readonly person: string;
      readonly text: string;
      readonly via: Via;
      readonly click: boolean;
      readonly code: 'ok' | 'wrong' | 'refused' | 'failed';
      readonly answer: string;
    };

/** A journal entry: an event with its place and time. */
export interface Entry {
  readonly seq: number;
  readonly at: Date;
  readonly cluster: string;
  readonly rollout?: string;
  readonly body: EventBody;
}
