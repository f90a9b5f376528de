import type { MemberRef } from '../../model/cluster.ts';
import { asFailure } from '../../model/failure.ts';
import { mayDisable } from '../../policy/access.ts';
import { weightCard } from '../../report/weight-card.ts';
import { clusterNamed, demand, type Handler } from '../desk.ts';
import { hostOfMember } from '../live.ts';
import { demandPossible, setWeightIn, type WeightChange } from '../weights.ts';

/**
 * Sets a member's weight in all its pools, or what it will get back where it is out on our account. Refused before
 * anything is changed where a pool's range or its capacity forbids it; what fails half-way is named, pool by pool.
 */
export const weight: Handler<'weight'> = async (desk, command, asked) => {
  const cluster = clusterNamed(desk, command.cluster);
  demand(mayDisable(cluster.access, cluster.name, asked));
  const host = hostOfMember(cluster, command.member);
  const { weight: to } = command;
  const pools = host.members.map(({ pool }) => pool.id);
  const changes = await desk.tools.turns.inTurns(pools, async () => {
    for (const ref of host.members) await demandPossible(desk, cluster, ref, to);
    const done: WeightChange[] = [];
    for (const ref of host.members)
      done.push(await attempt(ref, () => setWeightIn(desk, cluster, ref, to, asked)));
    return done;
  });
  const failed = changes.some(({ problem }) => problem !== undefined);
  const card = weightCard(cluster.name, host.name, to, changes);
  return failed ? { code: 'failed', card } : { code: 'ok', card, open: true };
};

async function attempt({ pool }: MemberRef, run: () => Promise<WeightChange>): Promise<WeightChange> {
  try {
    return await run();
  } catch (error) {
    return { pool: pool.id, problem: asFailure(error, pool.id).message };
  }
}
