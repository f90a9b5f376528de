import { AsyncLocalStorage } from 'node:async_hooks';
import type { Engine, Flow, Running, Workflow } from '../../src/engine/engine.ts';
import { createSteps } from '../../src/engine/steps.ts';
import { inLanguage } from '../../src/text/language.ts';
import { createLife, type Life } from './life.ts';

/** What an engine has kept of one workflow: lives on when the process dies. */
interface Kept {
  readonly workflow: string;
  /** Who works on it, or did last. */
  executor: string;
  readonly input: string;
  /** What each call of the flow gave, in their order. */
  readonly calls: Called[];
  end?: Result;
}

interface Called {
  readonly name: string;
  readonly result: Result;
}

/** Ends it from outside, as an operator does: what is under way goes on to its end, and begins nothing more. */
export function cancelWorkflow(memory: EngineMemory, id: string): void {
  const kept = memory.get(id);
  if (kept && !kept.end) kept.end = { error: { name: 'Cancelled', message: `${id} was cancelled` } };
}

/** JSON; no value at all where there was none. */
type Result = { readonly value: string | undefined } | { readonly error: { name: string; message: string } };

/** All workflows by id, as they are on disk. */
export type EngineMemory = Map<string, Kept>;
export const createEngineMemory = (): EngineMemory => new Map();

const working = new AsyncLocalStorage<string>();
/** The id of the workflow in whose work this is called. */
export const currentWorkflow = (): string | undefined => working.getStore();

export interface MemoryEngineOptions {
  readonly memory: EngineMemory;
  readonly executor?: string;
  /** The process that it works in. */
  readonly life?: Life;
}

/** The engine's contract over a map: what was kept is replayed, so that a process can die at any call. */
export function createMemoryEngine({
  memory,
  executor = 'rollout',
  life = createLife(),
}: MemoryEngineOptions): Engine {
  const registered = new Map<string, (flow: Flow, input: unknown) => Promise<unknown>>();
  const under = new Map<string, Promise<unknown>>();
  const steps = createSteps();

  /** The workflow's end in this process, which begins it where it is not at work yet. */
  function running(id: string): Promise<unknown> {
    const found = under.get(id);
    if (found) return found;
    const end = working.run(id, () => inLanguage('en', () => work(id)));
    under.set(id, end);
    const forget = () => void under.delete(id);
    // Whoever wants to know asks for the result; a failure that nobody asks for is no accident.
    end.then(forget, forget);
    return end;
  }

  async function work(id: string): Promise<unknown> {
    const kept = keptAs(memory, id);
    if (kept.end) return opened(kept.end);
    const run = registered.get(kept.workflow);
    if (!run) throw new Error(`workflow ${kept.workflow} is not registered`);
    const end = await settled(() => run(createFlow(kept), JSON.parse(kept.input)));
    await life.call(async () => {
      kept.end ??= end;
    });
    return opened(kept.end ?? end);
  }

  function createFlow(kept: Kept): Flow {
    const { calls } = kept;
    let position = 0;
    const once = async <T>(name: string, run: () => Promise<T>): Promise<T> => {
      if (kept.end) return opened(kept.end) as T;
      const at = position++;
      const before = calls[at];
      if (before && before.name !== name)
        throw new Error(`the workflow called ${before.name} here before, and now ${name}`);
      const result = before?.result ?? (await settled(run));
      if (!before)
        await life.call(async () => {
          if (!kept.end) calls[at] = { name, result };
        });
      if (kept.end) return opened(kept.end) as T;
      // It was put in as JSON by the same call.
      return opened(result) as T;
    };
    return {
      step: (name, run) => once(name, () => steps.run(currentWorkflow(), run)),
      async start(workflow, id, input) {
        await once(`start ${id}`, () => begin(workflow, id, input));
        return runningOf(id);
      },
      async patched(name) {
        const before = calls[position];
        if (before && before.name !== `patch ${name}`) return false;
        await once(`patch ${name}`, async () => null);
        return true;
      },
    };
  }

  async function begin<I, O>({ name }: Workflow<I, O>, id: string, input: I): Promise<null> {
    if (!registered.has(name)) throw new Error(`workflow ${name} is not registered`);
    await life.call(async () => {
      if (memory.has(id)) return;
      memory.set(id, { workflow: name, executor, input: JSON.stringify(input), calls: [] });
    });
    running(id);
    return null;
  }

  const runningOf = <O>(id: string): Running<O> => ({ result: () => running(id) as Promise<O> });
  const unfinished = () => [...memory].filter(([, { end }]) => !end);

  return {
    register: ({ name, run }) =>
      // Inputs are what `start` was given for the same workflow.
      void registered.set(name, run as (flow: Flow, input: unknown) => Promise<unknown>),
    async launch() {
      for (const [id, kept] of unfinished()) if (kept.executor === executor) running(id);
    },
    async start(workflow, id, input) {
      await begin(workflow, id, input);
      return runningOf(id);
    },
    async over(id) {
      const { end, executor: worker } = memory.get(id) ?? {};
      const how = end && ('error' in end ? end.error.message : 'its work ended before it did');
      return how === undefined ? undefined : { how, still: worker !== executor || !steps.runs(id) };
    },
    find: async (id) => (memory.has(id) ? runningOf(id) : undefined),
    workers: async () => new Map(unfinished().map(([id, kept]) => [id, kept.executor])),
    async underWay() {
      const known = new Map<string, string[]>();
      for (const [id, kept] of unfinished())
        known.set(kept.executor, [...(known.get(kept.executor) ?? []), id]);
      return known;
    },
    async recover(executors) {
      for (const [id, kept] of unfinished()) {
        if (!executors.includes(kept.executor)) continue;
        kept.executor = executor;
        running(id);
      }
    },
    stop: (withinMs = 0) => steps.close(withinMs),
  };
}

function keptAs(memory: EngineMemory, id: string): Kept {
  const kept = memory.get(id);
  if (!kept) throw new Error(`there is no workflow ${id}`);
  return kept;
}

async function settled(run: () => Promise<unknown>): Promise<Result> {
  try {
    return { value: JSON.stringify(await run()) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { error: { name, message } };
  }
}

function opened(result: Result): unknown {
  if ('value' in result) return result.value === undefined ? undefined : JSON.parse(result.value);
  throw Object.assign(new Error(result.error.message), { name: result.error.name });
}
