import { DBOS } from '@dbos-inc/dbos-sdk';
import type { Pool } from 'pg';
import { isDatabaseAway } from '../model/failure.ts';
import type { Engine, Flow, Running, Workflow } from './engine.ts';
import { readWorkers } from './workers.ts';

/** Where the engine's own messages go; most are of no use to an operator. */
export interface EngineLog {
  info(text: string): void;
  warn(text: string): void;
  error(text: string): void;
}

/**
 * The version of the workflows' code. The engine recovers only what the same version started, so this stays the same
 * as long as old executions can be replayed by the new code (see docs/decisions/0002-workflow-versions.md).
 */
const workflowVersion = 'rollout-1';

type Registered = (input: unknown) => Promise<unknown>;

/**
 * The durable engine on the given database. One to a process: the package keeps its registry globally.
 * With a pool of one connection (the embedded database) nothing may start a step while it holds that connection.
 */
export function createDbosEngine(pool: Pool, log: EngineLog): Engine {
  const registered = new Map<string, Registered>();
  const start = async <I, O>(workflow: Workflow<I, O>, id: string, input: I): Promise<Running<O>> => {
    const run = registered.get(workflow.name);
    if (!run) throw new Error(`workflow ${workflow.name} is not registered`);
    const handle = await DBOS.startWorkflow(run, { workflowID: id })(input);
    return { result: () => handle.getResult() as Promise<O> };
  };
  const flow: Flow = { step: (name, run) => DBOS.runStep(run, { name, ...again }), start };
  return {
    register<I, O>({ name, run }: Workflow<I, O>) {
      const durable = DBOS.registerWorkflow((input: unknown) => run(flow, input as I), {
        name,
        // A bot that crashes often must still bring every member back: the default of 100 gives up at some point.
        maxRecoveryAttempts: 1_000_000,
      });
      registered.set(name, durable);
    },
    async launch() {
      DBOS.setConfig({ ...settings, systemDatabasePool: pool, logger: engineLog(log) });
      await DBOS.launch();
    },
    start,
    workers: () => readWorkers(pool),
    stop: () => DBOS.shutdown({ deregister: true }),
  };
}

const settings = {
  name: 'rollout',
  applicationVersion: workflowVersion,
  executorID: 'rollout',
  enablePatching: true,
  // One connection cannot both listen and work; waiting is done by the store's own `changes`.
  useListenNotify: false,
} as const;

/** A step that met a database which was away for a moment is run again; anything else is the step's own failure. */
const again = {
  retriesAllowed: true,
  maxAttempts: 10,
  intervalSeconds: 0.2,
  shouldRetry: (error: unknown) => isDatabaseAway(error),
};

const engineLog = (log: EngineLog) => ({
  info: (entry: unknown) => log.info(String(entry)),
  debug: () => undefined,
  warn: (entry: unknown) => log.warn(String(entry)),
  error: (entry: unknown) => log.error(String(entry)),
});
