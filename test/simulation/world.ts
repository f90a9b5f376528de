import { AsyncLocalStorage } from 'node:async_hooks';
import type { Holder } from '../../src/lock/lock.ts';
import type { Cluster, Host } from '../../src/model/cluster.ts';
import type { Saved } from '../../src/model/member.ts';
import type { Verdict } from '../../src/model/probe.ts';
import { Secret } from '../../src/model/secret.ts';
import { createFakeBalancer, type FakeBalancer } from '../doubles/fake-balancer.ts';
import { createLivingHosts, type JobRun, type LivingHosts } from '../doubles/living-hosts.ts';
import { currentWorkflow } from '../doubles/memory-engine.ts';
import type { ClusterPlan, Scenario } from './scenario.ts';

/** One change that a balancer saw. */
export interface Change {
  readonly at: number;
  readonly op: string;
  readonly pool: string;
  readonly member: string;
  readonly before: Saved;
  readonly after: Saved;
  /** The workflow that made it; absent: a command did. */
  readonly by?: string;
  /** Who held the cluster's lock then. */
  readonly holder?: Pick<Holder, 'kind' | 'name'>;
  /** The balancer sees the member down, or has seen it so: what was decided then may be carried out when it is up again. */
  readonly wasDown: boolean;
  /** Members of the pool that are ready and have weight, after it. */
  readonly serving: number;
}

/** All that is outside of the bot's processes: lives on when they die. */
export interface World {
  readonly clusters: readonly Cluster[];
  readonly balancer: FakeBalancer;
  readonly hosts: LivingHosts;
  /** What the probe says of a host; yes where absent. */
  readonly verdicts: Map<string, Verdict>;
  /** Until when the balancer answers nobody, by `performance.now`. */
  readonly silence: { until: number };
  readonly holders: Map<string, Pick<Holder, 'kind' | 'name'>>;
  readonly changes: Change[];
  readonly originals: Originals;
  /** How long the next call takes, in milliseconds. */
  latency(): number;
  /** When the balancer was started anew last, by `performance.now`. */
  readonly forgot: { at: number };
  /** Hosts that a balancer saw down at some time. */
  readonly wereDown: Set<string>;
  /** Hosts whose weight somebody is setting by a command. */
  readonly weighing: Set<string>;
  /** Jobs that began on hosts which were in service. */
  readonly traffic: string[];
  /** What the bot had to tell its operator. */
  readonly log: string[];
}

/** What each member should be in the end: more than one answer where somebody changed it while the bot had it. */
export interface Originals {
  of(pool: string, member: string): ReadonlySet<string>;
  /** Nobody but them had it: that counts alone. */
  replace(pool: string, member: string, by: Saved): void;
  /** The bot had it at that time: either is right. */
  allow(pool: string, member: string, also: Saved): void;
}

export const secretText = 'hunter2-do-not-tell';
export const commands = ['install "$ROLLOUT_RELEASE"', 'restart'] as const;

export function createWorld({ clusters: plans, latencies }: Scenario): World {
  const clusters = plans.map(clusterOf);
  const pools = plans.flatMap((plan) => poolsOf(plan).map(({ name }) => [name, seedOf(plan)] as const));
  const balancer = createFakeBalancer(Object.fromEntries(pools));
  const hosts = createLivingHosts();
  let calls = 0;
  const world: World = {
    ...{ clusters, balancer, hosts },
    verdicts: new Map(),
    silence: { until: 0 },
    holders: new Map(),
    changes: [],
    forgot: { at: Number.NEGATIVE_INFINITY },
    wereDown: new Set(),
    weighing: new Set(),
    traffic: [],
    originals: createOriginals(plans),
    latency: () => latencies[calls++ % latencies.length] ?? 1,
    log: [],
  };
  for (const { name, jobMs, release } of plans.flatMap((plan) => plan.hosts)) {
    hosts.takesMs.set(name, jobMs);
    if (release !== undefined) hosts.releases.set(name, release);
  }
  balancer.onChange((change) => world.changes.push(seenChange(world, change)));
  for (const plan of plans) keepConnections(world, plan);
  hosts.onRun = (run) => watchTraffic(world, run);
  return world;
}

const asked = new AsyncLocalStorage<World['holders']>();

/** A request that is on its way can't be called back: who held the cluster when it was sent is what counts. */
export function asOfNow<T>({ holders }: World, effect: () => Promise<T>): () => Promise<T> {
  const then = new Map(holders);
  return () => asked.run(then, effect);
}

type FakeChange = Parameters<Parameters<FakeBalancer['onChange']>[0]>[0];

function seenChange(world: World, change: FakeChange): Change {
  const by = currentWorkflow();
  const holders = asked.getStore() ?? world.holders;
  const holder = holders.get(clusterWith(world, change.pool).name);
  const members = world.balancer.world.pools.get(change.pool) ?? [];
  return {
    ...change,
    at: performance.now(),
    wasDown: world.wereDown.has(change.member),
    serving: members.filter(({ state, weight }) => state === 'ready' && weight > 0).length,
    ...(by !== undefined && { by }),
    ...(holder && { holder }),
  };
}

export function clusterWith({ clusters }: Pick<World, 'clusters'>, pool: string): Cluster {
  const found = clusters.find(({ pools }) => pools.some(({ name }) => name === pool));
  if (!found) throw new Error(`no cluster has the pool ${pool}`);
  return found;
}

/** Connections stay open for a while after a drain. */
function keepConnections({ balancer }: World, { hosts }: ClusterPlan): void {
  balancer.onChange(({ pool, member, after }) => {
    const plan = hosts.find(({ name }) => name === member);
    const seen = balancer.world.pools.get(pool)?.find(({ name }) => name === member);
    if (!plan || !seen || after.state === 'ready' || plan.connectionsMs === 0) return;
    seen.connections = 3;
    setTimeout(() => {
      seen.connections = 0;
    }, plan.connectionsMs);
  });
}

/** So long a balancer that was started anew may go unnoticed, in milliseconds. */
const unnoticedMs = 3_000;

function watchTraffic({ balancer, forgot, traffic }: World, { host, job }: JobRun): void {
  const isFresh = performance.now() - forgot.at < unnoticedMs;
  for (const [pool, members] of balancer.world.pools) {
    const member = members.find(({ name }) => name === host);
    if (!isFresh && member?.state === 'ready' && member.weight > 0)
      traffic.push(`${job.id} began while ${host} was in service in ${pool}`);
  }
}

const poolsOf = ({ name, pools }: ClusterPlan) =>
  Array.from({ length: pools }, (_, i) => {
    const pool = i === 0 ? name : `${name}-${i + 1}`;
    return { id: `lb/${pool}`, provider: 'lb', name: pool };
  });

const seedOf = ({ hosts }: ClusterPlan) => hosts.map(({ name, weight, state }) => ({ name, weight, state }));

function createOriginals(plans: readonly ClusterPlan[]): Originals {
  const known = new Map<string, Set<string>>();
  const key = (pool: string, member: string) => `${pool} ${member}`;
  const of = (pool: string, member: string) => known.get(key(pool, member)) ?? new Set<string>();
  for (const plan of plans)
    for (const { name: pool } of poolsOf(plan))
      for (const host of plan.hosts) known.set(key(pool, host.name), new Set([stateText(host)]));
  return {
    of,
    replace: (pool, member, by) => void known.set(key(pool, member), new Set([stateText(by)])),
    allow: (pool, member, also) => void known.get(key(pool, member))?.add(stateText(also)),
  };
}

export const stateText = ({ weight, state }: Saved): string => `${weight} ${state}`;

function clusterOf(plan: ClusterPlan): Cluster {
  const pools = poolsOf(plan);
  const hosts: Host[] = plan.hosts.map(({ name }) => ({
    name,
    address: '127.0.0.1',
    members: pools.map((pool) => ({ pool, member: name })),
  }));
  return {
    name: plan.name,
    pools,
    hosts,
    deploy: {
      kind: 'local',
      commands: [...commands],
      timeoutMs: 2_000,
      env: { TOKEN: new Secret(secretText) },
      ...(plan.asksCurrent && { current: 'current' }),
    },
    verify: [],
    strategy: plan.strategy,
    access: {
      view: [],
      deploy: ['alice', 'bob'],
      approve: ['bob', 'carol', 'alice'],
      disable: [],
      onCall: ['olga'],
      mentionOnCall: true,
      onCallConfirms: false,
      approvals: plan.approvals,
      distinctApprover: plan.distinctApprover,
    },
    places: [{ chat: 'slack', channel: plan.name }],
  };
}
