import type { Strategy } from '../../src/model/cluster.ts';
import type { FailureKind } from '../../src/model/failure.ts';
import type { Saved } from '../../src/model/member.ts';
import type { SteerVerb } from '../../src/model/rollout.ts';
import type { Death } from '../doubles/life.ts';

/** One run, whole: a world, what happens in it and when. Plain data, so that it can be printed and run again. */
export interface Scenario {
  readonly clusters: readonly ClusterPlan[];
  /** How long calls take, in milliseconds, one after the other and from the start again. */
  readonly latencies: readonly number[];
  /** The same of the database's statements. */
  readonly statements: readonly number[];
  /** The first rollout's, as it is typed. */
  readonly release: string;
  /** What people give as the reason when they take a host out. */
  readonly reason: string;
  /** Each process has an id of its own, and its successor recovers it, as with replicas; else all are one. */
  readonly replicas: boolean;
  readonly acts: readonly Act[];
  /** One process after the other dies like this; the last one lives. */
  readonly deaths: readonly (Death & { readonly downMs: number })[];
}

export interface ClusterPlan {
  readonly name: string;
  readonly hosts: readonly HostPlan[];
  /** How many pools each host is a member of. */
  readonly pools: number;
  readonly strategy: Strategy;
  readonly approvals: number;
  readonly distinctApprover: boolean;
  /** The config asks the hosts which release they run. */
  readonly asksCurrent: boolean;
}

export interface HostPlan extends Saved {
  readonly name: string;
  /** What runs there before; absent: nobody knows. */
  readonly release?: string;
  readonly jobMs: number;
  /** How long connections stay open after a drain. */
  readonly connectionsMs: number;
}

/** `at`: milliseconds after the first command. Hosts are those of the first cluster. */
export type Act = { readonly at: number } & (PeoplesAct | WorldsAct);

export type PeoplesAct =
  | { readonly do: 'deploy'; readonly release: string; readonly batch?: number }
  | { readonly do: 'steer'; readonly verb: SteerVerb; readonly host: string; readonly twice: boolean }
  | { readonly do: 'disable'; readonly hosts: readonly string[]; readonly forMs?: number }
  | { readonly do: 'enable'; readonly host: string }
  | { readonly do: 'weight'; readonly host: string; readonly weight: number }
  /** Somebody who may nothing tries it. */
  /** Somebody takes the cluster's lock from whoever has it. */
  | { readonly do: 'steal' }
  | { readonly do: 'trespass'; readonly verb: Trespass; readonly host: string }
  /** A message or click that came before comes again. */
  | { readonly do: 'again'; readonly nth: number }
  | { readonly do: 'look' };

export type Trespass = SteerVerb | 'approve' | 'deploy' | 'disable' | 'enable' | 'weight';

export type WorldsAct =
  | {
      readonly do: 'fail';
      readonly op: 'read' | 'drain' | 'apply';
      readonly nth: number;
      readonly kind: FailureKind;
      readonly took: 'nothing' | 'effect';
    }
  /** The balancer answers nobody. */
  | { readonly do: 'silence'; readonly forMs: number }
  /** It is started anew, and has forgotten whatever it was told. */
  | { readonly do: 'forget' }
  /** Somebody sets a weight at the balancer itself. */
  | { readonly do: 'set'; readonly host: string; readonly pool: number; readonly weight: number }
  /** The engine ends a workflow from outside, or all that are under way. */
  | { readonly do: 'cancel'; readonly nth: number; readonly all: boolean }
  | { readonly do: 'down'; readonly host: string; readonly forMs: number }
  | { readonly do: 'exit'; readonly host: string; readonly code: number }
  | { readonly do: 'endless'; readonly host: string; readonly forMs: number }
  | { readonly do: 'unreachable'; readonly host: string; readonly forMs: number }
  | { readonly do: 'cut'; readonly host: string }
  | { readonly do: 'ill'; readonly host: string; readonly answer: 'no' | 'unknown'; readonly forMs: number };
