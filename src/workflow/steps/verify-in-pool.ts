import type { Member } from '../../model/member.ts';
import { type At, clusterOf } from '../at.ts';
import { readMembers } from '../members.ts';
import { createPauses } from '../patience.ts';
import { whileWanted } from '../steering.ts';
import { ok, type Step } from './step.ts';

/** Waits until the balancers themselves see the host's members healthy. What is in maint or drain on purpose is left so. */
export const verifyInPool: Step = (tools, at) =>
  whileWanted(tools, at, async (signal) => {
    const { poolHealthWithinMs } = clusterOf(tools, at.cluster).strategy;
    const pause = createPauses(500, signal);
    const deadline = performance.now() + poolHealthWithinMs;
    for (;;) {
      const members = await readMembers(tools, at, signal);
      const ill = members.find(({ live }) => live.state === 'ready' && !isHealthy(live));
      if (!ill) return ok;
      // Its weight is back: an abort does not wait for the balancer's opinion.
      if (signal.aborted) return { is: 'ok', detail: 'the balancer had not yet seen it healthy' };
      if (performance.now() >= deadline)
        return { is: 'failed', kind: 'failed', reason: reasonOf(at, ill, poolHealthWithinMs) };
      await pause();
    }
  });

const isHealthy = ({ health }: Member): boolean => health === 'up' || health === 'unchecked';

type Seen = Awaited<ReturnType<typeof readMembers>>[number];

const reasonOf = ({ host }: At, { ref, live }: Seen, ms: number): string =>
  `${host} has its weight back, but ${ref.pool.id} sees it ${live.health} after ${ms / 1000} s`;
