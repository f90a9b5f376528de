import type { Amount } from './amount.ts';
import type { Saved } from './member.ts';

export type RolloutKind = 'deploy' | 'rollback' | 'restart';

/** One member of a planned host, as it was when the plan was made. */
export interface PlannedMember {
  readonly pool: string;
  readonly member: string;
  readonly now: Saved;
  readonly inService: boolean;
  /** Held out by an earlier rollout: this is what it will get back. */
  readonly held?: Saved;
}

export interface PlannedHost {
  readonly host: string;
  /** The release that runs there now, where known. */
  readonly from?: string;
  readonly to: string;
  readonly members: readonly PlannedMember[];
}

export interface PlannedBatch {
  readonly name: string;
  readonly canary: boolean;
  readonly hosts: readonly PlannedHost[];
}

/** How hosts are split: sizes of the batches in order, of which the last one repeats, and a first one of its own. */
export interface Sizes {
  readonly batches: readonly Amount[];
  readonly canary?: Amount;
}

/** What a rollout will do, as a value shown before anything happens. `hash` covers all that a person approves. */
export interface Plan {
  readonly cluster: string;
  readonly kind: RolloutKind;
  readonly release: string;
  readonly sizes: Sizes;
  readonly batches: readonly PlannedBatch[];
  /** Members that must stay in service, per pool, and the fewest that the plan leaves. */
  readonly floor: readonly {
    readonly pool: string;
    readonly members: number;
    readonly minInService: number;
    readonly lowest: number;
  }[];
  /** The freeze that it is rolled against, and why: part of what is approved. */
  readonly freeze?: { readonly by: string; readonly reason: string; readonly overriddenBecause: string };
  readonly warnings: readonly string[];
  /** How long it will take by what earlier rollouts of the cluster took, in milliseconds; shown, not approved. */
  readonly estimateMs?: number;
  readonly hash: string;
}
