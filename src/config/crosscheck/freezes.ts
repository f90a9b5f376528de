import type { Finding } from '../finding.ts';
import { suggestion } from '../nearest.ts';
import type { Facts } from './facts.ts';

/** Freezes of clusters that are not there. */
export function freezeFindings({ freezes, clusterNames }: Facts): Finding[] {
  if (clusterNames === undefined) return [];
  return Object.entries(freezes.entries).flatMap(([name, { clusters }]) =>
    clusters.flatMap(({ text, at }) => {
      if (text === undefined || clusterNames.includes(text)) return [];
      const message = `is none of the clusters${suggestion(text, clusterNames)}`;
      return [{ path: ['freezes', name, 'clusters', ...at], message, absent: true }];
    }),
  );
}
