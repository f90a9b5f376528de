import type { OutputLine } from '../model/deploy.ts';
import { kept } from '../text/say.ts';
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

/** What is kept of one job: enough to find out why it failed, and never so much that it fills the database. */
const most = { lines: 50_000, characters: 16 * 2 ** 20 };

export function createCollector(tools: Tools, { rollout, host, attempt }: At): Collector {
  const { output, changes } = tools.store;
  const waiting: OutputLine[] = [];
  let size = 0;
  let writing: Promise<void> | undefined;
  const write = async () => {
    while (waiting.length > 0) {
      const some = waiting.slice(0, 500);
      await output.append(rollout, host, attempt, some);
      waiting.splice(0, some.length);
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
      if (size > most.characters || line.n > most.lines + 1) return;
      size += line.text.length;
      const isLast = size > most.characters || line.n > most.lines;
      waiting.push(isLast ? { n: line.n, text: kept`… the rest of the output is not kept` } : line);
      if (writing) return;
      // The lines stay here: the next line, or `flush`, writes them; only `flush` fails for it.
      begin().catch((error: unknown) =>
        tools.log(`output of ${host} in ${rollout} is not kept yet: ${String(error)}`),
      );
    },
    flush: begin,
  };
}
