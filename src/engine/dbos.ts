import { DBOS } from '@dbos-inc/dbos-sdk';
import type { Pool } from 'pg';
import { inLanguage } from '../text/language.ts';
import { kept } from '../text/say.ts';
import { againWhileAway } from './again.ts';
import type { Engine, Flow, Running, Workflow } from './engine.ts';
import { createSteps } from './steps.ts';
import { readWorkers, stands } from './workers.ts';

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
 * @param executorID whoever works; another process may recover what it left
 * With a pool of one connection (the embedded database) nothing may start a step while it holds that connection.
 */
export function createDbosEngine(pool: Pool, log: EngineLog, executorID: string): Engine {
  const registered = new Map<string, Registered>();
  const start = async <I, O>(workflow: Workflow<I, O>, id: string, input: I): Promise<Running<O>> => {
    const run = registered.get(workflow.name);
    if (!run) throw new Error(`workflow ${workflow.name} is not registered`); // not shown
    const handle = await DBOS.startWorkflow(run, { workflowID: id })(input);
    return { result: () => handle.getResult() as Promise<O> };
  };
  const steps = createSteps();
  const flow: Flow = {
    step: (name, run) =>
      steps.run(DBOS.workflowID, () =>
        DBOS.runStep(() => againWhileAway(run, ({ message }) => log.warn(`${name} waits: ${message}`)), {
          name,
        }),
      ),
    start,
    patched: (name) => DBOS.patch(name),
  };
  return {
    register<I, O>({ name, run }: Workflow<I, O>) {
      // Whoever asked for it may read another language; what a workflow records is English, as after a restart.
      const inEnglish = (input: unknown) => inLanguage('en', () => run(flow, input as I));
      const durable = DBOS.registerWorkflow(inEnglish, {
        name,
        // A bot that crashes often must still bring every member back: the default of 100 gives up at some point.
        maxRecoveryAttempts: 1_000_000,
      });
      registered.set(name, durable);
    },
    async launch() {
      DBOS.setConfig({ ...settings, executorID, systemDatabasePool: pool, logger: engineLog(log) });
      await DBOS.launch();
    },
    start,
    async find<O>(id: string) {
      if ((await DBOS.getWorkflowStatus(id)) === null) return undefined;
      const handle = DBOS.retrieveWorkflow(id);
      return { result: () => handle.getResult() as Promise<O> };
    },
    async over(id) {
      const found = await DBOS.getWorkflowStatus(id);
      if (found === null || unended.includes(found.status)) return undefined;
      const { executorId: worker = executorID } = found;
      const still = worker === executorID ? !steps.runs(id) : !(await stands(pool, worker));
      return { how: howOf(found), still };
    },
    workers: () => readWorkers(pool),
    underWay,
    async recover(executors) {
      const known = await underWay();
      const ids = executors.flatMap((executor) => known.get(executor) ?? []);
      if (ids.length > 0) await DBOS.resumeWorkflows([...ids]);
    },
    async stop(withinMs = 0) {
      await steps.close(withinMs);
      await DBOS.shutdown({ deregister: true });
    },
  };
}

/** Any other status is an end, as is one that a later version of the engine may give a workflow it gives up. */
const unended: readonly string[] = ['PENDING', 'ENQUEUED', 'DELAYED']; // not shown

function howOf({ status, error }: { readonly status: string; readonly error?: unknown }): string {
  if (status === 'SUCCESS') return kept`its work ended before it did`;
  if (status === 'CANCELLED') return kept`its work was cancelled in the engine`;
  return error instanceof Error ? error.message : kept`the engine calls its work ${status}`;
}

/** What is under way and not merely queued, by executor. */
async function underWay(): Promise<ReadonlyMap<string, readonly string[]>> {
  const wanted = { status: 'PENDING', applicationVersion: workflowVersion } as const;
  const found = await DBOS.listWorkflows({ ...wanted, loadInput: false, loadOutput: false });
  const known = new Map<string, string[]>();
  for (const { workflowID, executorId = '' } of found)
    known.set(executorId, [...(known.get(executorId) ?? []), workflowID]);
  return known;
}

const settings = {
  name: 'rollout',
  applicationVersion: workflowVersion,
  enablePatching: true,
  // One connection cannot both listen and work; waiting is done by the store's own `changes`.
  useListenNotify: false,
} as const;

const engineLog = (log: EngineLog) => ({
  info: (entry: unknown) => log.info(String(entry)),
  debug: () => undefined,
  warn: (entry: unknown) => log.warn(String(entry)),
  error: (entry: unknown) => log.error(String(entry)),
});
