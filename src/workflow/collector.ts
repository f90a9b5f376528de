import type { OutputLine } from '../model/deploy.ts';
import type { At } from './at.ts';
import type { Tools } from './tools.ts';

/** Keeps a job's output in the store: many lines at a time, in order, one write under way. */
export interface Collector {
  /** The first line that is not kept yet: after a crash the output goes on there. */
  next(): Promise<number>;
  add(line: OutputLine): void;
  /** Resolves when all added lines are durable; rejects where they could not be kept. */
  flush(): Promise<void>;
}

export function createCollector(tools: Tools, { rollout, host, attempt }: At): Collector {
  const { output, changes } = tools.store;
  let lines: readonly OutputLine[] = [];
  let writing: Promise<void> | undefined;
  const write = async () => {
    while (lines.length > 0) {
      const some = lines.slice(0, 500);
      await output.append(rollout, host, attempt, some);
      lines = lines.slice(some.length);
      changes.tell(rollout);
    }
  };
  const begin = () => {
    writing ??= write().finally(() => {
      writing = undefined;
    });
    return writing;
  };
  return {
    next: async () => (await output.last(rollout, host, attempt)) + 1,
    add(line) {
      lines = [...lines, line];
      if (writing) return;
      // The lines stay here: the next line, or `flush`, writes them; only `flush` fails for it.
      begin().catch((error: unknown) =>
        console.error(`output of ${host} in ${rollout} is not kept yet: ${String(error)}`),
      );
    },
    flush: begin,
  };
}
