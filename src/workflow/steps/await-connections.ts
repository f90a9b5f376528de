import { type At, clusterOf, hostOf } from '../at.ts';
import { demandOurs } from '../claims.ts';
import { keepDrained } from '../members.ts';
import { createPauses, rest } from '../patience.ts';
import { whileWanted } from '../steering.ts';
import type { Tools } from '../tools.ts';
import { ok, type Step, type StepEnd, stopped } from './step.ts';

/** Waits until the balancers report no connection to the host, for as long as the strategy says. */
export const awaitConnections: Step = (tools, at) =>
  whileWanted(tools, at, async (signal) => {
    const { withinMs } = clusterOf(tools, at.cluster).strategy.connections;
    const pause = createPauses(500, signal);
    const deadline = performance.now() + withinMs;
    if (!reported(tools, at)) await rest(withinMs, signal);
    for (;;) {
      await demandOurs(tools, at);
      const open = await keepDrained(tools, at, signal);
      if (signal.aborted) return stopped;
      if (open === 0) return ok;
      if (performance.now() >= deadline) return onTimeout(tools, at, open, withinMs);
      await pause();
    }
  });

const reported = (tools: Tools, at: At): boolean =>
  hostOf(tools, at).members.every(({ pool }) => tools.balancer(pool.provider).abilities.reportsConnections);

function onTimeout(tools: Tools, at: At, open: number, withinMs: number): StepEnd {
  const detail = `${open} connection${open === 1 ? '' : 's'} still open after ${withinMs / 1000} s`;
  const { onTimeout: policy } = clusterOf(tools, at.cluster).strategy.connections;
  if (policy === 'proceed') return { is: 'ok', detail };
  const answer = policy === 'ask' ? { passable: true } : { aborts: true };
  return { is: 'failed', kind: 'timeout', reason: `${at.host}: ${detail}`, ...answer };
}
