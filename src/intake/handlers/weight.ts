import type { Host, MemberRef } from '../../model/cluster.ts';
import { asFailure } from '../../model/failure.ts';
import { mayDisable } from '../../policy/access.ts';
import { type HostWeights, weightCard } from '../../report/weight-card.ts';
import { told } from '../../text/told.ts';
import { clusterNamed, demand, type Handler } from '../desk.ts';
import { hostsOfMembers } from '../live.ts';
import { demandPossible, setWeightIn, type WeightChange } from '../weights.ts';

/**
 * Sets the weight of hosts in all their pools, or what they will get back where they are out on our account. Refused
 * before anything is changed where a pool's range or its capacity forbids it for one of them; what fails half-way is
 * named, pool by pool.
 */
export const weight: Handler<'weight'> = async (desk, command, asked) => {
  const cluster = clusterNamed(desk, command.cluster);
  demand(mayDisable(cluster.access, cluster.name, asked));
  const hosts = hostsOfMembers(cluster, command.members);
  const { weight: to } = command;
  const setAll = async ({ name, members }: Host): Promise<HostWeights> => {
    const changes: WeightChange[] = [];
    for (const ref of members)
      changes.push(await attempt(ref, () => setWeightIn(desk, cluster, ref, to, asked)));
    return { host: name, changes };
  };
  const pools = hosts.flatMap(({ members }) => members.map(({ pool }) => pool.id));
  const done = await desk.tools.turns.inTurns(pools, async () => {
    await demandPossible(desk, cluster, hosts, to);
    const all: HostWeights[] = [];
    for (const host of hosts) all.push(await setAll(host));
    return all;
  });
  const failed = done.some(({ changes }) => changes.some(({ problem }) => problem !== undefined));
  const card = weightCard(cluster.name, to, done);
  return failed ? { code: 'failed', card } : { code: 'ok', card, open: true };
};

async function attempt({ pool, member }: MemberRef, run: () => Promise<WeightChange>): Promise<WeightChange> {
  try {
    return await run();
  } catch (error) {
    return { pool: pool.id, member, problem: told(asFailure(error, pool.id).message) };
  }
}
