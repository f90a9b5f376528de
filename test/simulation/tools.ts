import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Balancer } from '../../src/balancer/balancer.ts';
import type { Deployer } from '../../src/deployer/deployer.ts';
import { createLoneFleet } from '../../src/fleet/fleet.ts';
import type { Lock } from '../../src/lock/lock.ts';
import { createStoreLock } from '../../src/lock/store/store-lock.ts';
import { Failure } from '../../src/model/failure.ts';
import type { Probe } from '../../src/probe/probe.ts';
import { createStore } from '../../src/store/store.ts';
import type { Tables } from '../../src/store/tables.ts';
import type { Tools } from '../../src/workflow/tools.ts';
import { createTurns } from '../../src/workflow/turns.ts';
import type { Life } from '../doubles/life.ts';
import { asOfNow, type World } from './world.ts';

/** By whatever clock is in force, the machine's or a virtual one. */
export const now = (): Date => new Date(Date.now());

/** How long a balancer that answers nobody keeps its callers waiting. */
const silentMs = 500;

/** What one process works with: everything that leaves it ends with its life. */
export function toolsOf(world: World, life: Life, db: Kysely<Tables>): Tools {
  const log = (text: string) => void world.log.push(text);
  const lock = watched(createStoreLock(db, now), world);
  const balancer = mortalBalancer(world, life);
  const deployer = mortalDeployer(world, life);
  const probe = mortalProbe(world, life);
  return {
    store: createStore(db, now, log),
    ...{ lock, lockRecord: lock, log },
    fleet: createLoneFleet('rollout'),
    turns: createTurns(),
    pace: { patienceMs: 200, restorePatienceMs: 400, keepOutMs: 20 },
    cluster: (name) => world.clusters.find((cluster) => cluster.name === name),
    balancer: () => balancer,
    deployer: () => deployer,
    probes: () => [probe],
  };
}

/** A call to something outside: it takes its time, and takes effect only while the process lives. */
const outside = <T>(world: World, life: Life, effect: () => Promise<T>): Promise<T> =>
  life.call(async () => {
    await sleep(world.latency());
    return life.look(effect);
  });

function mortalBalancer(world: World, life: Life): Balancer {
  const { balancer } = world;
  const ask = <T>(effect: () => Promise<T>) => {
    const sent = asOfNow(world, effect);
    return outside(world, life, async () => {
      if (performance.now() >= world.silence.until) return sent();
      await sleep(silentMs);
      throw new Failure('timeout', 'lb', 'lb does not answer');
    });
  };
  return {
    ...balancer,
    read: (...args) => ask(() => balancer.read(...args)),
    drain: (...args) => ask(() => balancer.drain(...args)),
    apply: (...args) => ask(() => balancer.apply(...args)),
    setWeight: (...args) => ask(() => balancer.setWeight(...args)),
  };
}

function mortalDeployer(world: World, life: Life): Deployer {
  const { deployer } = world.hosts;
  return {
    ...deployer,
    start: (...args) => outside(world, life, () => deployer.start(...args)),
    follow: (...args) => outside(world, life, () => deployer.follow(...args)),
    ask: (...args) => outside(world, life, () => deployer.ask(...args)),
  };
}

function mortalProbe(world: World, life: Life): Probe {
  return {
    name: 'probe',
    patience: { withinMs: 100, intervalMs: 20, successes: 1 },
    check: ({ host }) =>
      outside(world, life, async () => world.verdicts.get(host.name) ?? { answer: 'yes' as const }),
  };
}

/** Shows the world who holds which cluster. */
function watched(lock: Lock, { holders }: World): Lock {
  return {
    ...lock,
    async acquire(cluster, claim) {
      const acquired = await lock.acquire(cluster, claim);
      if (acquired.got) holders.set(cluster, claim);
      return acquired;
    },
    async release(cluster, hold) {
      const released = await lock.release(cluster, hold);
      if (released) holders.delete(cluster);
      return released;
    },
    async steal(cluster, claim) {
      const hold = await lock.steal(cluster, claim);
      holders.set(cluster, claim);
      return hold;
    },
  };
}
