import type { Balancer, BalancerAbilities } from '../../src/balancer/balancer.ts';
import type { Desk } from '../../src/intake/desk.ts';
import type { Cluster, Strategy } from '../../src/model/cluster.ts';
import type { FreezeWindow } from '../../src/model/freeze.ts';
import type { Place } from '../../src/model/place.ts';
import type { Verdict } from '../../src/model/probe.ts';
import type { Group } from '../../src/model/who.ts';
import type { Pace } from '../../src/workflow/tools.ts';
import { createFakeBalancer, type FakeBalancer } from '../doubles/fake-balancer.ts';
import { createFakeDeployer, type FakeDeployer } from '../doubles/fake-deployer.ts';

/** The weights of the five members; unequal, so that a mix-up shows. */
const weights = { a: 100, b: 50, c: 10, d: 1, e: 256 } as const;

/** Everybody back in service as at the beginning. */
export const allBack = backWith(['']);

/** The same where every host has several members in each pool: `a:80`, `a:443`. */
export function backWith(ports: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(seedOf(ports).map(({ name, weight }) => [name, `${weight} ready`]));
}

function seedOf(ports: readonly string[]): readonly { readonly name: string; readonly weight: number }[] {
  return Object.entries(weights).flatMap(([name, weight]) =>
    ports.map((port, n) => ({ name: `${name}${port}`, weight: Math.max(1, weight - n) })),
  );
}

export interface StageOptions {
  readonly strategy?: Partial<Strategy>;
  readonly access?: Partial<Cluster['access']>;
  readonly deploy?: Partial<Cluster['deploy']>;
  /** More pools (`admin`) with the same members, drained after `web`. */
  readonly morePools?: readonly string[];
  /** What a host's members are called after its name, in every pool: `[':80', ':443']`. */
  readonly ports?: readonly string[];
  /** Of pools whose balancer can't do everything, by the pool's name. */
  readonly abilities?: Readonly<Record<string, Partial<BalancerAbilities>>>;
  readonly pace?: Partial<Pace>;
  readonly groups?: readonly Group[];
  readonly freezes?: readonly FreezeWindow[];
  /** Who is only told. */
  readonly notices?: Desk['notices'];
  /** Where the cluster's rollouts are told. */
  readonly places?: readonly Place[];
}

/** What is outside of the bot, and how it is set up: lives on when the bot dies. */
export interface World {
  readonly balancer: FakeBalancer;
  /** The same world as a provider with abilities of its own sees it. */
  readonly balancerOf: (provider: string) => Balancer;
  readonly deployer: FakeDeployer;
  readonly cluster: Cluster;
  readonly pace: Pace;
  readonly notices: NonNullable<Desk['notices']>;
  readonly groups: readonly Group[];
  readonly freezes: readonly FreezeWindow[];
  /** What the probe says of a host; yes where absent. */
  readonly verdicts: Map<string, Verdict>;
  /** Called before the probe says anything of a host. */
  readonly probing: { onCheck: (host: string) => Promise<void> | void };
  /** Milliseconds by which the bot's clock is ahead. */
  readonly clock: { ahead: number };
}

export function newWorld(options: StageOptions): World {
  const seed = seedOf(options.ports ?? ['']);
  const pools = ['web', ...(options.morePools ?? [])];
  const balancer = createFakeBalancer(Object.fromEntries(pools.map((name) => [name, seed])));
  return {
    balancer,
    balancerOf(provider) {
      const own = options.abilities?.[provider.replace(/^lb-/, '')];
      return own ? { ...balancer, abilities: { ...balancer.abilities, ...own } } : balancer;
    },
    deployer: createFakeDeployer(),
    cluster: clusterOf(options),
    pace: { patienceMs: 200, restorePatienceMs: 400, keepOutMs: 20, ...options.pace },
    notices: options.notices ?? [],
    groups: options.groups ?? [],
    freezes: options.freezes ?? [],
    verdicts: new Map(),
    probing: { onCheck: () => undefined },
    clock: { ahead: 0 },
  };
}

const strategy: Strategy = {
  batches: [{ count: 1 }],
  gate: 'probe',
  soakMs: 0,
  minInService: { count: 3 },
  onFailure: 'pause',
  afterCrash: 'continue',
  connections: { withinMs: 300, onTimeout: 'ask' },
  poolHealthWithinMs: 300,
  capacityWithinMs: 300,
};

/** Everybody may do everything, and one click is enough. */
const access: Cluster['access'] = {
  view: [],
  deploy: [],
  approve: [],
  disable: [],
  onCall: [],
  mentionOnCall: false,
  onCallConfirms: false,
  approvals: 1,
  distinctApprover: false,
};

function clusterOf(options: StageOptions): Cluster {
  const pools = ['web', ...(options.morePools ?? [])].map((name) => ({
    id: `lb/${name}`,
    provider: options.abilities?.[name] ? `lb-${name}` : 'lb',
    name,
  }));
  return {
    name: 'web',
    pools,
    hosts: Object.keys(weights).map((name) => ({
      name,
      address: '127.0.0.1',
      members: pools.flatMap((pool) =>
        (options.ports ?? ['']).map((port) => ({ pool, member: `${name}${port}` })),
      ),
    })),
    deploy: { kind: 'local', commands: ['deploy'], timeoutMs: 5_000, env: {}, ...options.deploy },
    verify: [],
    strategy: { ...strategy, ...options.strategy },
    access: { ...access, ...options.access },
    places: options.places ?? [],
  };
}
