import type { Cluster, Host } from '../model/cluster.ts';
import type { Member, Saved } from '../model/member.ts';

/** What was read right before the plan was made. */
export interface Facts {
  /** Live members by pool id. */
  readonly pools: ReadonlyMap<string, readonly Member[]>;
  /** The release that each host runs, where known. */
  readonly releases: ReadonlyMap<string, string>;
  /** Members that an earlier rollout still holds, as `POOL MEMBER`, with what they will get back. */
  readonly held: ReadonlyMap<string, Saved>;
  /** Who holds the cluster's lock, in words. */
  readonly lockedBy?: string;
}

/** What is wanted: which hosts get which release. */
export interface Wish {
  readonly cluster: Cluster;
  readonly kind: 'deploy' | 'rollback' | 'restart';
  /** For people: what the rollout is called. */
  readonly release: string;
  readonly hosts: readonly { readonly host: Host; readonly to: string }[];
}

export const heldKey = (pool: string, member: string): string => `${pool} ${member}`;
