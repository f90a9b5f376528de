import { createUcloud, type UcloudOptions } from '../../transport/ucloud/ucloud.ts';
import type { Balancer } from '../balancer.ts';
import { apply, drain, type Place, weigh, weights } from './change.ts';
import { ulbCodes } from './codes.ts';
import { memberOf } from './member.ts';
import { findVserver, type PoolPlace } from './pool.ts';

export interface UcloudUlbOptions extends Omit<UcloudOptions, 'codes'> {
  /** For messages: `ulb1`. */
  readonly target: string;
}

/**
 * The load balancers (ULB, now called CLB) of a UCloud project in one region. A pool is ULB/VSERVER, a member a backend.
 * Its README says what the keys need and what UCloud can't do.
 */
export function createUcloudUlb({ target, ...options }: UcloudUlbOptions): Balancer {
  const ucloud = createUcloud({ ...options, codes: ulbCodes });
  const poolAt = (name: string): PoolPlace => ({ ucloud, name, where: `${target}/${name}` });
  const at = (pool: string, member: string): Place => ({
    pool: poolAt(pool),
    member,
    where: `${target}/${pool} ${member}`,
  });
  return {
    abilities: {
      reportsConnections: false,
      reportsHealth: true,
      maxWeight: weights.most,
      minWeight: weights.least,
    },
    read: async (pool) => (await findVserver(poolAt(pool))).backends.map(memberOf),
    drain: (pool, member) => drain(at(pool, member)),
    apply: (pool, member, saved) => apply(at(pool, member), saved),
    setWeight: (pool, member, weight) => weigh(at(pool, member), weight),
    close: () => ucloud.close(),
  };
}
