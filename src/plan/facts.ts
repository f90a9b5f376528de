import type { Cluster, Host } from '../model/cluster.ts';
import type { Member, Saved } from '../model/member.ts';
import type { Override } from '../model/override.ts';
import type { Plan } from '../model/plan.ts';

/** What was read right before the plan was made. */
export interface Facts {
  /** Live members by pool id. */
  readonly pools: ReadonlyMap<string, readonly Member[]>;
  /** The release that each host runs, where known. */
  readonly releases: ReadonlyMap<string, string>;
  /** Members that an earlier rollout still holds, as `POOL MEMBER`, with what they will get back. */
  readonly held: ReadonlyMap<string, Saved>;
  /** Hosts that are out by a person's hand, by name; absent: none. */
  readonly overridden?: ReadonlyMap<string, Pick<Override, 'requester' | 'reason'>>;
  /** Who holds the cluster's lock, why, and how it gets free: a sentence without its full stop. */
  readonly lockedBy?: string;
}

/** What is wanted: which hosts get which release. */
export interface Wish {
  readonly cluster: Cluster;
  readonly kind: 'deploy' | 'rollback' | 'restart';
  /** For people: what the rollout is called. */
  readonly release: string;
  readonly hosts: readonly { readonly host: Host; readonly to: string }[];
  /** The freeze that it is rolled against, and why. */
  readonly freeze?: Plan['freeze'];
}

export const heldKey = (pool: string, member: string): string => `${pool} ${member}`;
