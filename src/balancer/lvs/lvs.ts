import type { Balancer } from '../balancer.ts';
import { createDirector, type DirectorOptions } from './director.ts';
import { changeAll, readAll } from './directors.ts';
import type { Place } from './find.ts';
import { byRemoval, byWeight } from './manner.ts';
import { serviceOf } from './service.ts';
import { checkWeight, demandNumber } from './wish.ts';

export interface LvsOptions extends Pick<DirectorOptions, 'timeoutMs' | 'demandMayChange'> {
  /** For messages: `lvs1`. */
  readonly target: string;
  readonly directors: readonly Pick<DirectorOptions, 'name' | 'shell'>[];
  readonly sudo: boolean;
  readonly drainBy: 'weight' | 'removal';
}

const manners = { weight: byWeight, removal: byRemoval };

/**
 * Linux Virtual Servers by `ipvsadm` on their directors. Its README says what that needs and what LVS can't do.
 * @param options how the directors are reached, what messages call them, and how long one script may take
 */
export function createLvs(options: LvsOptions): Balancer {
  const { target, drainBy, sudo, timeoutMs, demandMayChange } = options;
  const ipvsadm = sudo ? 'sudo -n ipvsadm' : 'ipvsadm';
  const directors = options.directors.map((each) =>
    createDirector({ ...each, ipvsadm, timeoutMs, demandMayChange }),
  );
  const { abilities, ...manner } = manners[drainBy];
  const at = (pool: string, member: string): Place => ({
    service: serviceOf(pool, target),
    member,
    where: `${target}/${pool} ${member}`,
  });
  return {
    abilities,
    read: async (pool) => readAll(directors, serviceOf(pool, target), abilities.reportsConnections),
    async drain(pool, member) {
      const place = at(pool, member);
      await changeAll(directors, place, manner.drain(member, place.where));
    },
    async apply(pool, member, saved) {
      const place = at(pool, member);
      await changeAll(directors, place, manner.apply(member, saved, place.where));
    },
    async setWeight(pool, member, share) {
      const place = at(pool, member);
      const weight = demandNumber(share, place.where);
      checkWeight(weight, place.where);
      await changeAll(directors, place, manner.weigh(member, weight, place.where));
    },
    // The SSH connections belong to whoever dials them.
    close: () => Promise.resolve(),
  };
}
