import type { Balancer } from '../balancer.ts';
import { createAccount, type SlbOptions } from './account.ts';
import { changeWeight } from './change.ts';
import { readPool } from './read.ts';
import { checkSaved, checkWeight, maxWeight, noPercent } from './weight.ts';

/**
 * Aliyun's classic load balancers, by their API. The README says what the credentials need and what SLB can't do.
 * @param options whose account and which region it is, what messages call it, and how long a call may take
 */
export function createAliyunSlb(options: SlbOptions): Balancer {
  const account = createAccount(options);
  const whereOf = (pool: string, member: string): string => `${account.target}/${pool} ${member}`;
  return {
    abilities: { reportsConnections: false, reportsHealth: true, maxWeight, minWeight: 0 },
    read: (pool) => readPool(account, pool),
    drain: (pool, member) => changeWeight(account, pool, member, 0),
    async apply(pool, member, saved) {
      checkSaved(saved, whereOf(pool, member));
      await changeWeight(account, pool, member, saved.weight);
    },
    async setWeight(pool, member, weight) {
      if (typeof weight !== 'number') throw noPercent(weight.percent, whereOf(pool, member));
      checkWeight(weight, whereOf(pool, member));
      await changeWeight(account, pool, member, weight);
    },
    close: async () => account.aliyun.close(),
  };
}
