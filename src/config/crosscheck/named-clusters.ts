import { kept } from '../../text/say.ts';
import type { Finding } from '../finding.ts';
import { suggestion } from '../nearest.ts';
import type { Facts } from './facts.ts';

/** Freezes and notices of clusters that are not there. */
export const namedClusterFindings = (facts: Facts): Finding[] =>
  (['freezes', 'notices'] as const).flatMap((section) => findingsOf(section, facts));

function findingsOf(section: 'freezes' | 'notices', { [section]: found, clusterNames }: Facts): Finding[] {
  if (clusterNames === undefined) return [];
  return Object.entries(found.entries).flatMap(([name, { clusters }]) =>
    clusters.flatMap(({ text, at }) => {
      if (text === undefined || clusterNames.includes(text)) return [];
      const message = kept`is none of the clusters` + suggestion(text, clusterNames);
      return [{ path: [section, name, 'clusters', ...at], message, absent: true }];
    }),
  );
}
