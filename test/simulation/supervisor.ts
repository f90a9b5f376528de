import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Engine } from '../../src/engine/engine.ts';
import type { Tables } from '../../src/store/tables.ts';
import { createLife, type Life } from '../doubles/life.ts';
import { type Process, startProcess } from './process.ts';
import type { Scenario } from './scenario.ts';
import type { World } from './world.ts';

/** What a process is made on: it lives on when the process dies. */
export interface Ground {
  connect(life: Life): Kysely<Tables>;
  /** The engine of a process that begins; the one before it is dead. */
  engine(life: Life, executor: string): Promise<Engine>;
}

/** Starts one process after the other: each dies as the scenario has it, and the last one lives. */
export interface Supervisor {
  /** Has the process that is up do something; one that dies over it leaves it to its successor. */
  ask<T>(use: (process: Process) => Promise<T>): Promise<T>;
  /** How many have died. */
  deaths(): number;
  /** Ends the last one. */
  stop(): Promise<void>;
}

export function createSupervisor(world: World, ground: Ground, scenario: Scenario): Supervisor {
  const executors: string[] = [];
  let up: Promise<Process>;
  let stopped = false;
  let life = createLife();
  let deaths = 0;

  const begin = async (nth: number): Promise<Process> => {
    life = createLife(scenario.deaths[nth]);
    const ended = endOf(life);
    const executor = scenario.replicas ? `p${nth + 1}` : 'rollout';
    const dead = scenario.replicas ? { dead: [...executors] } : {};
    executors.push(executor);
    const engine = await ground.engine(life, executor);
    const starting = startProcess({ world, life, db: ground.connect(life), engine, ...dead });
    void ended.then(() => {
      if (!stopped) up = replace(nth, engine);
    });
    // One that dies while it starts is waited for in vain: its successor is what is current then.
    return Promise.race([starting, ended.then(() => up)]);
  };
  const replace = async (nth: number, engine: Engine): Promise<Process> => {
    deaths += 1;
    await engine.stop();
    await sleep(scenario.deaths[nth]?.downMs ?? 0);
    return begin(nth + 1);
  };

  up = begin(0);
  return {
    async ask<T>(use: (process: Process) => Promise<T>) {
      for (;;) {
        const process = await up;
        const done = await Promise.race([use(process).then((it) => ({ it })), endOf(process.life)]);
        if (done) return done.it;
      }
    },
    deaths: () => deaths,
    async stop() {
      stopped = true;
      const { engine } = await up;
      life.end();
      await engine.stop();
    },
  };
}

const endOf = (life: Life): Promise<undefined> =>
  new Promise((resolve) => {
    if (life.isOver()) resolve(undefined);
    life.onEnd(() => resolve(undefined));
  });
