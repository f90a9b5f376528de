import type { Balancer } from '../balancer/balancer.ts';
import type { Deployer } from '../deployer/deployer.ts';
import type { Lock } from '../lock/lock.ts';
import type { Cluster } from '../model/cluster.ts';
import type { Probe } from '../probe/probe.ts';
import type { Store } from '../store/store.ts';

/** Everything that the steps work with; chosen in app.ts. */
export interface Tools {
  readonly store: Store;
  readonly lock: Lock;
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

/** Lets those that name the same key do something one after the other. */
export interface Turns {
  inTurn<T>(key: string, run: () => Promise<T>): Promise<T>;
  /** The same for several keys at once; taken in one order by all, so that nobody waits in a circle. */
  inTurns<T>(keys: readonly string[], run: () => Promise<T>): Promise<T>;
}

export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  const inTurn = <T>(key: string, run: () => Promise<T>): Promise<T> => {
    const before = last.get(key) ?? Promise.resolve();
    const mine = before.then(run, run);
    const forget = () => {
      if (last.get(key) === mine) last.delete(key);
    };
    last.set(key, mine);
    mine.then(forget, forget);
    return mine;
  };
  const inAll = <T>([key, ...others]: readonly string[], run: () => Promise<T>): Promise<T> =>
    key === undefined ? run() : inTurn(key, () => inAll(others, run));
  return { inTurn, inTurns: (keys, run) => inAll([...new Set(keys)].sort(), run) };
}
