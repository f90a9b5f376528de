import { setTimeout as sleep } from 'node:timers/promises';
import { createStore } from '../../src/store/store.ts';
import type { LiteDatabase } from '../doubles/lite-database.ts';
import { createEngineMemory, createMemoryEngine } from '../doubles/memory-engine.ts';
import { inVirtualTime } from '../doubles/virtual-time.ts';
import { perform } from './acts.ts';
import { type Evidence, gather, membersOf } from './evidence.ts';
import { createPeople } from './people.ts';
import { bringBack, bringToRest } from './rest.ts';
import type { Scenario } from './scenario.ts';
import type { Scene } from './scene.ts';
import { createSupervisor, type Ground } from './supervisor.ts';
import { now } from './tools.ts';
import { createWorld } from './world.ts';

/** Nothing takes so long, in milliseconds of virtual time. */
const mostMs = 600_000;

/** Runs a scenario from its first command until everything is back, and gives what was seen of it. */
export function runScenario(database: LiteDatabase, scenario: Scenario): Promise<Evidence> {
  return inVirtualTime(mostMs, async () => {
    await database.forgetAll();
    await rememberReleases(database, scenario);
    const scene = openScene(database, scenario);
    await perform(scene);
    await bringToRest(scene);
    // What is recorded after the end (connections are let go, threads told) is recorded by now.
    await sleep(1_000);
    const evidence = await gather(scene);
    await bringBack(scene);
    await scene.supervisor.stop();
    return { ...evidence, after: membersOf(scene) };
  });
}

function openScene(database: LiteDatabase, scenario: Scenario): Scene {
  const world = createWorld(scenario);
  const memory = createEngineMemory();
  let statements = 0;
  const pause = async () => {
    const ms = scenario.statements[statements++ % scenario.statements.length] ?? 0;
    if (ms > 0) await sleep(ms);
  };
  const ground: Ground = {
    connect: (life) => database.connect(life, pause),
    engine: async (life, executor) => createMemoryEngine({ memory, executor, life }),
  };
  const supervisor = createSupervisor(world, ground, scenario);
  const db = database.connect();
  const people = createPeople(supervisor);
  return { scenario, world, supervisor, people, seen: createStore(db, now), db, engine: memory };
}

/** As earlier rollouts left it. */
async function rememberReleases(database: LiteDatabase, { clusters }: Scenario): Promise<void> {
  const rows = clusters.flatMap(({ name: cluster, hosts }) =>
    hosts.flatMap(({ name: host, release }) =>
      release === undefined ? [] : [{ cluster, host, release, rollout: 'r0', at: now() }],
    ),
  );
  if (rows.length > 0) await database.connect().insertInto('host_release').values(rows).execute();
}
