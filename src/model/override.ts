import type { Saved } from './member.ts';

/** Where an override stands. The last two are final. */
export type OverrideState =
  | 'awaiting-approval' // the confirm button was not pressed yet
  | 'taking-out'
  | 'out'
  | 'returning' // being verified and given back
  | 'asking' // not well, or refused: a person decides
  | 'ended' // back in service exactly as before, or no longer ours
  | 'dropped'; // never confirmed, or refused before anything changed

export const finalOverrideStates: readonly OverrideState[] = ['ended', 'dropped'];
export const isOver = (state: OverrideState): boolean => finalOverrideStates.includes(state);
/** Confirmed, and not over: the host is out on its account, or about to be. */
export const isActive = (state: OverrideState): boolean => state !== 'awaiting-approval' && !isOver(state);

/** What a person may ask of an override that is out; `enable-anyway` gives back what does not verify. */
export type OverrideWish = 'enable' | 'enable-anyway' | 'extend';

export interface OverrideMember {
  readonly pool: string;
  readonly member: string;
  /** As it was when it was asked for. */
  readonly now?: Saved;
  /** How many members the pool keeps in service without it, of how many, and how many it must keep. */
  readonly leaves?: { readonly inService: number; readonly members: number; readonly minInService: number };
}

/** A host that a person took out of its pools by hand, with reason and end time. */
export interface Override {
  /** `o5`. */
  readonly id: string;
  readonly cluster: string;
  readonly host: string;
  readonly members: readonly OverrideMember[];
  readonly requester: string;
  /** Who pressed the confirm button, or the requester where none was needed. */
  readonly approver?: string;
  readonly reason: string;
  /** For how long, from the moment it is out; without it until somebody enables it. */
  readonly forMs?: number;
  readonly until?: Date;
  readonly state: OverrideState;
  /** What it ended with, what is asked, or why it was dropped. */
  readonly note?: string;
  /** The first of those that were asked for together: one click confirms them all, and all are taken out or none. */
  readonly leader?: string;
  readonly createdAt: Date;
  readonly outAt?: Date;
  readonly endedAt?: Date;
}

/** What each member was, and gets back. */
export interface OverrideSaved extends OverrideMember {
  readonly saved: Saved;
}

/** Overrides are `o5`, rollouts `r12` or `r12-back`: who has a member in custody shows by the id. */
export const isOverrideId = (id: string): boolean => /^o\d+$/.test(id);
