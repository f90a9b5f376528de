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
  | { readonly type: 'gate'; readonly batch: number }
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
  | {
      readonly type: 'question';
      readonly host?: string;
      readonly text: string;
      readonly answers: readonly SteerVerb[];
    }
  | {
      readonly type: 'host';
      readonly host: string;
      readonly outcome: HostOutcome;
      readonly attempt: number;
      readonly reason?: string;
      readonly release?: string;
      readonly outMs?: number;
    }
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
