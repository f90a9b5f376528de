import { kept } from '../../text/say.ts';
import { type At, clusterOf } from '../at.ts';
import { demandOurs } from '../claims.ts';
import { keepDrained } from '../members.ts';
import { openConnections } from '../open-connections.ts';
import { createPauses } from '../patience.ts';
import { whileWanted } from '../steering.ts';
import type { Tools } from '../tools.ts';
import { ok, type Step, type StepEnd, stopped } from './step.ts';

/**
 * Waits until the host has no connection any more, by what its balancers report and by what is counted on the host
 * itself, for as long as the strategy says; where neither can tell, for all of that time.
 */
export const awaitConnections: Step = (tools, at) =>
  whileWanted(tools, at, async (signal) => {
    const { withinMs } = clusterOf(tools, at.cluster).strategy.connections;
    const pause = createPauses(500, signal);
    const deadline = performance.now() + withinMs;
    for (;;) {
      await demandOurs(tools, at);
      const { open, known } = await openConnections(tools, at, await keepDrained(tools, at, signal));
      const isOver = performance.now() >= deadline;
      if (signal.aborted) return stopped;
      if (open === 0 && (known || isOver)) return ok;
      if (isOver) return onTimeout(tools, at, open, withinMs);
      await pause();
    }
  });

const openText = (open: number, seconds: number): string =>
  open === 1
    ? kept`${open} connection still open after ${seconds} s`
    : kept`${open} connections still open after ${seconds} s`;

function onTimeout(tools: Tools, at: At, open: number, withinMs: number): StepEnd {
  const detail = openText(open, withinMs / 1000);
  const { onTimeout: policy } = clusterOf(tools, at.cluster).strategy.connections;
  if (policy === 'proceed') return { is: 'ok', detail };
  const answer = policy === 'ask' ? { passable: true } : { aborts: true };
  return { is: 'failed', kind: 'timeout', reason: `${at.host}: ${detail}`, ...answer };
}
