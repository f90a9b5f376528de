import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { createDbosEngine } from '../../src/engine/dbos.ts';
import { storedAnswer } from '../../src/intake/answer-schema.ts';
import type { Desk } from '../../src/intake/desk.ts';
import { createIntake } from '../../src/intake/door.ts';
import type { Answer } from '../../src/intake/intake.ts';
import { createStoreLock } from '../../src/lock/store/store-lock.ts';
import type { Cluster, Strategy } from '../../src/model/cluster.ts';
import type { Verdict } from '../../src/model/probe.ts';
import type { Rollout } from '../../src/model/rollout.ts';
import { openEmbedded } from '../../src/store/database.ts';
import { createRequests } from '../../src/store/requests.ts';
import { createStore } from '../../src/store/store.ts';
import { bringBackWorkflow } from '../../src/workflow/bring-back.ts';
import { hostWorkflow } from '../../src/workflow/host.ts';
import { rolloutWorkflow } from '../../src/workflow/rollout.ts';
import { createTurns, type Tools } from '../../src/workflow/tools.ts';
import { createFakeBalancer } from '../doubles/fake-balancer.ts';
import { createFakeDeployer } from '../doubles/fake-deployer.ts';

/** The weights of the five members; unequal, so that a mix-up shows. */
export const weights = { a: 100, b: 50, c: 10, d: 1, e: 256 } as const;

const web = { id: 'lb/web', provider: 'lb', name: 'web' };

const strategy: Strategy = {
  batches: [{ count: 1 }],
  gate: 'probe',
  soakMs: 0,
  minInService: { count: 3 },
  onFailure: 'pause',
  connections: { withinMs: 300, onTimeout: 'ask' },
  poolHealthWithinMs: 300,
  capacityWithinMs: 300,
};

export interface StageOptions {
  readonly strategy?: Partial<Strategy>;
  readonly access?: Partial<Cluster['access']>;
  readonly deploy?: Partial<Cluster['deploy']>;
  /** More pools (`admin`) with the same members, drained after `web`. */
  readonly morePools?: readonly string[];
}

/** The whole bot without its chats, over a balancer and hosts in memory and the real database and engine. */
export async function openStage(options: StageOptions = {}) {
  const dir = await mkdtemp(join(tmpdir(), 'rollout-stage-'));
  await cp(inject('templateDatabase'), dir, { recursive: true });
  const database = await openEmbedded(dir);
  const store = createStore(database.db);
  const seed = Object.entries(weights).map(([name, weight]) => ({ name, weight }));
  const pools = ['web', ...(options.morePools ?? [])];
  const balancer = createFakeBalancer(Object.fromEntries(pools.map((name) => [name, seed])));
  const deployer = createFakeDeployer();
  const verdicts = new Map<string, Verdict>();
  const cluster = clusterOf(options);
  const tools: Tools = {
    store,
    lock: createStoreLock(database.db),
    turns: createTurns(),
    log: console.error,
    pace: { patienceMs: 200, restorePatienceMs: 400, keepOutMs: 20 },
    cluster: (name) => (name === 'web' ? cluster : undefined),
    balancer: () => balancer,
    deployer: () => deployer,
    probes: () => [
      {
        name: 'probe',
        patience: { withinMs: 100, intervalMs: 10, successes: 1 },
        check: async ({ host }) => verdicts.get(host.name) ?? { answer: 'yes' },
      },
    ],
  };
  const engine = createDbosEngine(database.pool, {
    info: () => undefined,
    warn: () => undefined,
    error: console.error,
  });
  const rollout = rolloutWorkflow(tools);
  const bringBack = bringBackWorkflow(tools);
  engine.register(hostWorkflow(tools));
  engine.register(rollout);
  engine.register(bringBack);
  await engine.launch();
  const clock = { ahead: 0 };
  const desk: Desk = {
    tools,
    clusters: [cluster],
    approvalExpiresMs: 60_000,
    now: () => new Date(Date.now() + clock.ahead),
    start: async (id) => void (await engine.start(rollout, id, { rollout: id })),
    bringBack: async (input) => (await engine.start(bringBack, input.request, input)).result(),
  };
  const intake = createIntake(desk, createRequests(database.db, storedAnswer, desk.now));
  let requests = 0;
  const say = (text: string, person = 'alice', id = `m${++requests}`): Promise<Answer> =>
    intake.handle({ id, person, text });
  return {
    ...{ balancer, deployer, verdicts, store, tools, say, clock, cluster },
    /** Plans, approves, and gives the rollout's id. */
    async deploy(text: string): Promise<string> {
      const { rollout: id, card } = await say(text);
      if (id === undefined) throw new Error(`no rollout: ${card.title}`);
      const approved = await say(`approve ${id}`);
      if (approved.code !== 'ok') throw new Error(approved.card.title);
      return id;
    },
    /** Resolves when the rollout is as wanted. */
    until: (id: string, wanted: (rollout: Rollout) => boolean) =>
      store.changes.until(
        id,
        async () => {
          const now = await store.rollouts.get(id);
          return now && wanted(now) ? now : undefined;
        },
        AbortSignal.timeout(20_000),
        50,
      ),
    /** Weight and state of every member, as the balancer has them. */
    members: (of = 'web') =>
      Object.fromEntries(
        (balancer.world.pools.get(of) ?? []).map(({ name, weight, state }) => [name, `${weight} ${state}`]),
      ),
    async close() {
      await engine.stop();
      await database.close();
      await rm(dir, { recursive: true });
    },
  };
}

export type Stage = Awaited<ReturnType<typeof openStage>>;

function clusterOf(options: StageOptions): Cluster {
  const more = (options.morePools ?? []).map((name) => ({ id: `lb/${name}`, provider: 'lb', name }));
  const pools = [web, ...more];
  return {
    name: 'web',
    pools,
    hosts: Object.keys(weights).map((name) => ({
      name,
      address: '127.0.0.1',
      members: pools.map((pool) => ({ pool, member: name })),
    })),
    deploy: { kind: 'local', commands: ['deploy'], timeoutMs: 5_000, env: {}, ...options.deploy },
    verify: [],
    strategy: { ...strategy, ...options.strategy },
    access: { deploy: [], approve: [], approvals: 1, distinctApprover: false, ...options.access },
  };
}

/** Everybody back in service as at the beginning. */
export const allBack = Object.fromEntries(
  Object.entries(weights).map(([name, weight]) => [name, `${weight} ready`]),
);
