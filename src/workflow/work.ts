import type { Engine } from '../engine/engine.ts';
import { type BringBackInput, bringBackWorkflow } from './bring-back.ts';
import { createGivenUp } from './given-up.ts';
import { hostWorkflow } from './host.ts';
import { bySubject, overrideWorkflowId } from './ids.ts';
import { overrideWorkflow } from './override.ts';
import { rolloutWorkflow } from './rollout.ts';
import type { Tools } from './tools.ts';

/** Begins work that goes on by itself, whatever dies; what was begun already is found instead. */
export interface Work {
  /** Begins the rollout's workflow. */
  start(rollout: string): Promise<void>;
  /** Begins the override's workflow. */
  startOverride(override: string): Promise<void>;
  /** Ends rollouts, and works on at overrides, that go on by the record and are over in the engine. */
  takeUpGivenUp(): Promise<void>;
  /** Which process works on each rollout and override that has not ended, by its id. */
  workers(): Promise<ReadonlyMap<string, string>>;
  /** Brings a host that the bot left out back, if it is well; resolves with what came of it. */
  bringBack(input: BringBackInput): Promise<string>;
  /** What comes of the hosts that this request has begun to bring back; undefined where it has begun nothing. */
  broughtBack(request: string): Promise<{ result(): Promise<string> } | undefined>;
}

/** Makes every workflow known to the engine: before it is launched. */
export function createWork(engine: Engine, tools: Tools): Work {
  const rollout = rolloutWorkflow(tools);
  const bringBack = bringBackWorkflow(tools);
  const override = overrideWorkflow(tools);
  engine.register(hostWorkflow(tools));
  engine.register(rollout);
  engine.register(bringBack);
  engine.register(override);
  const startOverride = async (id: string, again = 0) =>
    void (await engine.start(override, overrideWorkflowId(id, again), {
      override: id,
      ...(again > 0 && { again }),
    }));
  return {
    start: async (id) => void (await engine.start(rollout, id, { rollout: id })),
    startOverride: (id) => startOverride(id),
    takeUpGivenUp: createGivenUp({ engine, tools, rollout, startOverride }),
    workers: async () => bySubject(await engine.workers()),
    bringBack: async (input) =>
      (await engine.start(bringBack, `bring-back/${input.request}`, input)).result(),
    broughtBack: (request) => engine.find(`bring-back/${request}`),
  };
}
