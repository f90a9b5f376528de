import type { Balancer } from '../balancer/balancer.ts';
import type { Deployer } from '../deployer/deployer.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Lock } from '../lock/lock.ts';
import type { Cluster } from '../model/cluster.ts';
import type { Probe } from '../probe/probe.ts';
import type { Store } from '../store/store.ts';
import type { Turns } from './turns.ts';

/** Everything that the steps work with; chosen in app.ts. */
export interface Tools {
  readonly store: Store;
  readonly lock: Lock;
  /** The locks as the database has them: what counts for giving back while the locks themselves can't be read. */
  readonly lockRecord: Pick<Lock, 'assert' | 'holder'>;
  /** This process among its peers. */
  readonly fleet: Pick<Fleet, 'standing' | 'whole'>;
  readonly turns: Turns;
  readonly pace: Pace;
  /** For the operator's log: what no rollout has to tell. */
  log(text: string): void;
  /** Undefined where the config has no such cluster (any more). */
  cluster(name: string): Cluster | undefined;
  balancer(provider: string): Balancer;
  deployer(cluster: Cluster): Deployer;
  probes(cluster: Cluster): readonly Probe[];
}

/** How long the steps wait for what should come by itself; all in milliseconds. */
export interface Pace {
  /** How long a balancer may stay silent before a step stops and asks. */
  readonly patienceMs: number;
  /** The same where a member is to be given back: there is no better thing to do than to try. */
  readonly restorePatienceMs: number;
  /** Between looks at members whose deploy is under way: a balancer that was restarted forgets that they are out. */
  readonly keepOutMs: number;
}

export const defaultPace: Pace = { patienceMs: 15_000, restorePatienceMs: 60_000, keepOutMs: 1_000 };
