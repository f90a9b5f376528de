import type { Cluster, Pool } from '../../model/cluster.ts';
import { type Member, savedText } from '../../model/member.ts';
import type { Finding } from '../../report/findings-card.ts';
import { notByUs } from '../../report/members-card.ts';
import { say } from '../../text/say.ts';
import { told } from '../../text/told.ts';
import type { Looker } from '../../workflow/look.ts';
import { type Reader, serves } from './held.ts';
import { lookWithOurs, type PoolNow } from './ours.ts';

/** The clusters' members that are out at their balancers although the journal knows nothing of it; and silent balancers. */
export async function outByOthers(
  tools: Reader,
  clusters: readonly Cluster[],
  looker: Looker,
): Promise<readonly Finding[]> {
  const pools = new Map(clusters.flatMap((cluster) => cluster.pools.map((pool) => [pool.id, pool])));
  const found = await Promise.all(
    [...pools.values()].map((pool) =>
      inPool(namesIn(clusters, pool), pool, lookWithOurs(tools, pool, looker)),
    ),
  );
  return found.flat();
}

const namesIn = (clusters: readonly Cluster[], { id }: Pool): ReadonlySet<string> => {
  const refs = clusters.flatMap(({ hosts }) => hosts.flatMap(({ members }) => members));
  return new Set(refs.filter(({ pool }) => pool.id === id).map(({ member }) => member));
};

async function inPool(
  names: ReadonlySet<string>,
  pool: Pool,
  now: Promise<PoolNow>,
): Promise<readonly Finding[]> {
  const { look, ours } = await now;
  if ('problem' in look)
    return [{ mark: 'wrong', what: say`pool`, where: pool.id, answer: told(look.problem) }];
  const others = look.members.filter(
    (member) => names.has(member.name) && !ours.has(member.name) && !serves(member),
  );
  return others.map((member) => ({
    mark: 'note',
    what: say`member`,
    where: placeOf(member, pool),
    answer: textOf(member),
  }));
}

const placeOf = ({ name }: Member, { id }: Pool): string => say`${name} in ${id}`;

const textOf = (member: Member): string => say`${notByUs()}: ${savedText(member)}`;
