import type { Card, CardLine } from '../model/card.ts';
import type { HostStatus, Rollout } from '../model/rollout.ts';
import { count, say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { countsText } from './host-lines.ts';
import { plain } from './plain.ts';
import { headOf, namesText, stateText, stateTone } from './wording.ts';

/** A cluster at a glance. */
export interface ClusterView {
  readonly cluster: string;
  readonly hosts: number;
  /** Per pool, as read just now; `problem` where it could not be read. */
  readonly pools: readonly {
    readonly pool: string;
    readonly inService: number;
    readonly members: number;
    readonly problem?: string;
  }[];
  /** The unfinished rollout, if any. */
  readonly rollout?: { readonly rollout: Rollout; readonly hosts: readonly HostStatus[] };
  readonly lock?: { readonly holder: string; readonly reason?: string };
  /** Members that are out on our account: none is left out silently. */
  readonly heldOut: readonly string[];
}

/** `status` and `status CLUSTER`. */
export function statusCard(clusters: readonly ClusterView[]): Card {
  const lines = clusters.flatMap(clusterLines);
  const worst = lines.some(({ tone }) => tone === 'bad') ? 'bad' : undefined;
  const warned = lines.some(({ tone }) => tone === 'warning') ? 'warning' : 'good';
  const [only] = clusters;
  return {
    title:
      only && clusters.length === 1
        ? say`${only.cluster}: ${count(only.hosts, 'host')}`
        : count(clusters.length, 'cluster'),
    tone: worst ?? warned,
    lines,
  };
}

function clusterLines(view: ClusterView): CardLine[] {
  return [
    ...view.pools.map((pool) => poolLine(view, pool)),
    ...rolloutLines(view),
    ...lockLines(view),
    ...heldLines(view),
  ];
}

function poolLine({ cluster }: ClusterView, pool: ClusterView['pools'][number]): CardLine {
  const label = say`${cluster} in ${pool.pool}`;
  if (pool.problem !== undefined) return { label, text: plain(told(pool.problem)), tone: 'bad' };
  const whole = pool.inService === pool.members;
  return {
    label,
    text: say`${pool.inService} of ${pool.members} in service`,
    tone: whole ? 'good' : 'warning',
  };
}

function rolloutLines({ cluster, rollout: running }: ClusterView): CardLine[] {
  if (!running) return [];
  const { rollout, hosts } = running;
  const counts = countsText(hosts);
  const text = [headOf(rollout), stateText(rollout.state), counts].filter((each) => each !== '').join(' · ');
  return [{ label: cluster, text, tone: stateTone[rollout.state] }];
}

function lockLines({ cluster, lock }: ClusterView): CardLine[] {
  if (!lock) return [];
  const why = lock.reason === undefined ? '' : say`: ${plain(told(lock.reason))}`;
  return [{ label: cluster, text: `${say`locked by ${plain(lock.holder)}`}${why}` }];
}

function heldLines({ cluster, heldOut }: ClusterView): CardLine[] {
  if (heldOut.length === 0) return [];
  const text = say`held out of service: ${namesText(heldOut, 20)} (see: drained)`;
  return [{ label: cluster, text, tone: 'warning' }];
}
