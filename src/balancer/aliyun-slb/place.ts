import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import { findGroup, type Group } from './groups.ts';
import { findLoadBalancer, type LoadBalancer } from './load-balancers.ts';
import type { Session } from './session.ts';

/** One group of servers of one load balancer: a vserver group, or the default group where there is none. */
export interface Place {
  readonly lb: LoadBalancer;
  readonly group?: Group;
}

/**
 * Looks up a pool by its name in the config.
 * @param pool `LB` for the default group, `LB/GROUP` for a vserver group; ids or names
 */
export async function findPlace(session: Session, pool: string): Promise<Place> {
  const slash = pool.indexOf('/');
  const lb = slash < 0 ? pool : pool.slice(0, slash);
  const group = slash < 0 ? undefined : pool.slice(slash + 1);
  if (lb === '' || group === '')
    throw new Failure(
      'invalid',
      session.where,
      kept`"${pool}" is no pool of an SLB: it is written LB, or LB/GROUP for a vserver group.`,
    );
  const found = await findLoadBalancer(session, lb);
  return group === undefined ? { lb: found } : { lb: found, group: await findGroup(session, found, group) };
}
