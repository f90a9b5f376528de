import type { Amount } from './amount.ts';
import type { DeploySpec } from './deploy.ts';
import type { ProbeSpec } from './probe.ts';

/** A pool by where it lives: `id` is `PROVIDER/NAME`, unique in a config. */
export interface Pool {
  readonly id: string;
  readonly provider: string;
  /** The balancer's own name for it: a HAProxy backend, for instance. */
  readonly name: string;
}

export interface Host {
  readonly name: string;
  /** What SSH and probes connect to; the name itself where the config says nothing else. */
  readonly address: string;
  /** The host's member in each pool (by pool id), in the order in which it is drained. */
  readonly members: readonly MemberRef[];
}

export interface MemberRef {
  readonly pool: Pool;
  readonly member: string;
}

export type Wait = 'ask' | 'proceed' | 'abort';
export type OnFailure = 'pause' | 'abort' | 'rollback';

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
  readonly onFailure: OnFailure;
  readonly connections: { readonly withinMs: number; readonly onTimeout: Wait };
  /** How long the balancer may take to see a restored member healthy. */
  readonly poolHealthWithinMs: number;
  /** How long a host waits for capacity when no other host of the rollout is on its way back. */
  readonly capacityWithinMs: number;
}

/** Names of people; an empty list of deployers or approvers means everybody. */
export interface Access {
  readonly deploy: readonly string[];
  readonly approve: readonly string[];
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
}
