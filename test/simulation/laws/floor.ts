import { amountOf } from '../../../src/model/amount.ts';
import type { Saved } from '../../../src/model/member.ts';
import type { Evidence } from '../evidence.ts';
import { clusterWith } from '../world.ts';

/** 2. In-service members never fall under the cluster's `minInService`. */
export const neverUnderTheFloor = ({ changes, clusters }: Evidence): string[] =>
  changes.flatMap(({ before, after, pool, member, wasDown, serving, at, by }) => {
    const { strategy, hosts } = clusterWith({ clusters }, pool);
    const floor = amountOf(strategy.minInService, hosts.length, 'up');
    // What is down serves nobody: to take it out leaves as many as before, and is allowed.
    if (!serves(before) || wasDown || serves(after) || serving >= floor) return [];
    return [`${by} took ${member} out of ${pool} at ${at} ms: ${serving} of at least ${floor} are left`];
  });

const serves = ({ state, weight }: Saved): boolean => state === 'ready' && weight > 0;
