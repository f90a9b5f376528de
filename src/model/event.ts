import type { Saved } from './member.ts';
import type { HostOutcome, HostStep, RolloutState, SteerVerb } from './rollout.ts';

/** What happened, as data. Every message, history and recovery derives from these. */
export type EventBody =
  | { readonly type: 'planned'; readonly person: string }
  | { readonly type: 'approved'; readonly person: string; readonly enough: boolean }
  | { readonly type: 'rejected'; readonly person: string }
  | { readonly type: 'state'; readonly state: RolloutState; readonly reason?: string }
  | { readonly type: 'steered'; readonly person: string; readonly verb: SteerVerb; readonly host?: string }
  | { readonly type: 'recovered'; readonly where: string }
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
    }
  | {
      readonly type: 'host';
      readonly host: string;
      readonly outcome: HostOutcome;
      readonly attempt: number;
      readonly reason?: string;
      readonly outMs?: number;
    }
  /** About to be sent to the host: from here on its code is suspect until it is verified. */
  | { readonly type: 'job'; readonly host: string; readonly attempt: number }
  /** The probes passed: what the last job left on the host is well. */
  | { readonly type: 'verified'; readonly host: string }
  /** About to be taken out: the lock is held and what it was is durable. */
  | { readonly type: 'draining'; readonly host: string; readonly pool: string; readonly saved: Saved }
  /** The job ended well: this release is on the host now, verified or not. */
  | { readonly type: 'deployed'; readonly host: string; readonly release: string }
  | { readonly type: 'note'; readonly host?: string; readonly text: string }
  | {
      readonly type: 'lock';
      readonly person: string;
      readonly action: 'locked' | 'unlocked' | 'stolen';
      readonly reason?: string;
    };

/** A journal entry: an event with its place and time. */
export interface Entry {
  readonly seq: number;
  readonly at: Date;
  readonly cluster: string;
  readonly rollout?: string;
  readonly body: EventBody;
}
