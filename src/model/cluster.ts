import type { Amount } from './amount.ts';
import type { DeploySpec } from './deploy.ts';
import type { Host, Pool } from './host.ts';
import type { Place } from './place.ts';
import type { ProbeSpec } from './probe.ts';

export { type Host, type MemberRef, namesIn, type Pool } from './host.ts';

export type Wait = 'ask' | 'proceed' | 'abort';
export type OnFailure = 'pause' | 'abort' | 'rollback';

/** Weights between none and all. */
export interface WeightSteps {
  /** In percent of the weight that the member had: below 100 and above 0, in the order in which they come. */
  readonly steps: readonly number[];
  /** After each step, in milliseconds. */
  readonly pauseMs: number;
}

export interface Ramp extends WeightSteps {
  /** Whether the cluster's probes must pass after each pause, or only the load balancers' own checks. */
  readonly probe: boolean;
}

export interface Strategy {
  /** Sizes of the batches in order; the last one repeats until all hosts are done. */
  readonly batches: readonly Amount[];
  /** A first batch of its own that must pass `gate` before the others start. */
  readonly canary?: Amount;
  /** Who passes the canary: a person (`promote`), or the probes that already ran. */
  readonly gate: 'person' | 'probe';
  readonly soakMs: number;
  /** Never fewer members in service than this, in any of the cluster's pools. */
  readonly minInService: Amount;
  /** Never more members out at once than this, in any of the cluster's pools. */
  readonly maxOut?: Amount;
  /** How its weight comes back before it has all of it; at once where absent. */
  readonly ramp?: Ramp;
  /** How its weight goes down before it is drained; at once where absent. */
  readonly drain?: WeightSteps;
  readonly onFailure: OnFailure;
  readonly connections: {
    readonly withinMs: number;
    readonly onTimeout: Wait;
    /** Counted on the host where a balancer reports none. Absent: as the members' names say; empty: not counted. */
    readonly ports?: readonly number[];
  };
  /** How long the balancer may take to see a restored member healthy. */
  readonly poolHealthWithinMs: number;
  /** How long a host waits for capacity when no other host of the rollout is on its way back. */
  readonly capacityWithinMs: number;
}

/** Names of people and groups. An empty list of viewers, deployers or approvers means everybody who is known. */
export interface Access {
  /** Who may see the cluster at all. */
  readonly view: readonly string[];
  readonly deploy: readonly string[];
  readonly approve: readonly string[];
  /** Who may take members out and set weights; empty = whoever may deploy. The on-call always may. */
  readonly disable: readonly string[];
  readonly onCall: readonly string[];
  /** Whether a host that fails mentions the on-call beside the requester. */
  readonly mentionOnCall: boolean;
  /** Whether the on-call, too, presses a confirm button before a member is taken out. */
  readonly onCallConfirms: boolean;
  readonly approvals: number;
  readonly distinctApprover: boolean;
}

export interface Cluster {
  readonly name: string;
  readonly pools: readonly Pool[];
  readonly hosts: readonly Host[];
  readonly deploy: DeploySpec;
  readonly verify: readonly ProbeSpec[];
  readonly strategy: Strategy;
  readonly access: Access;
  /** Where its rollouts and overrides are told, whoever asked from where; else where they were asked for. */
  readonly places: readonly Place[];
}
