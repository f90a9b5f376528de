import type { Member } from '../../model/member.ts';
import { kept } from '../../text/say.ts';
import { type At, clusterOf } from '../at.ts';
import { readMembers } from '../members.ts';
import { createPauses } from '../patience.ts';
import { whileWanted } from '../steering.ts';
import type { Tools } from '../tools.ts';
import { ok, type Step } from './step.ts';

/** Waits until the balancers themselves see the host's members healthy. What is in maint or drain on purpose is left so. */
export const verifyInPool: Step = (tools, at) =>
  whileWanted(tools, at, async (signal) => {
    const found = await untilHealthy(tools, at, signal);
    if (found === 'healthy') return ok;
    // Its weight is back: an abort does not wait for the balancer's opinion.
    if (found === 'waited') return { is: 'ok', detail: kept`the balancer had not yet seen it healthy` };
    return { is: 'failed', kind: 'failed', reason: kept`${at.host} has its weight back, but ${found.ill}` };
  });

/** `waited`: the signal aborted before they did; `ill`: which of them does not, and for how long. */
export async function untilHealthy(
  tools: Tools,
  at: At,
  signal: AbortSignal,
): Promise<'healthy' | 'waited' | { readonly ill: string }> {
  const { poolHealthWithinMs } = clusterOf(tools, at.cluster).strategy;
  const pause = createPauses(500, signal);
  const deadline = performance.now() + poolHealthWithinMs;
  for (;;) {
    const members = await readMembers(tools, at, signal);
    const ill = members.find(({ live }) => live.state === 'ready' && !isHealthy(live));
    if (!ill) return 'healthy';
    if (signal.aborted) return 'waited';
    if (performance.now() >= deadline)
      return { ill: illText(ill.ref.pool.id, ill.live, poolHealthWithinMs / 1000) };
    await pause();
  }
}

const illText = (pool: string, { health }: Member, seconds: number): string =>
  health === 'down'
    ? kept`${pool} sees it down after ${seconds} s`
    : kept`${pool} sees it ${health} after ${seconds} s`;

const isHealthy = ({ health }: Member): boolean => health === 'up' || health === 'unchecked';
