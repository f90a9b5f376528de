import type { Card, CardLine } from '../model/card.ts';
import type { Freeze } from '../model/freeze.ts';
import type { Override } from '../model/override.ts';
import type { HostStatus, Rollout } from '../model/rollout.ts';
import { count, say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { countsText } from './host-lines.ts';
import { timeText } from './lock-text.ts';
import { plain } from './plain.ts';
import { headOf, namesText, overrideText, stateText, stateTone } from './wording.ts';

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
  /** What waits for an approval, or a confirmation. */
  readonly awaiting?: readonly (Rollout | Override)[];
  readonly freeze?: Freeze;
  readonly lock?: { readonly holder: string; readonly reason?: string };
  /** Members that are out on our account: none is left out silently. */
  readonly heldOut: readonly string[];
}

/** `status` and `status CLUSTER`. */
export function statusCard(clusters: readonly ClusterView[], now = new Date()): Card {
  const lines = clusters.flatMap((view) => clusterLines(view, now));
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

function clusterLines(view: ClusterView, now: Date): CardLine[] {
  return [
    ...view.pools.map((pool) => poolLine(view, pool)),
    ...rolloutLines(view),
    ...(view.awaiting ?? []).map((each) => awaitingLine(view, each)),
    ...freezeLines(view, now),
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

function awaitingLine({ cluster }: ClusterView, waits: Rollout | Override): CardLine {
  if ('plan' in waits) return { label: cluster, text: `${headOf(waits)} · ${stateText(waits.state)}` };
  const { id, host, state, reason } = waits;
  return { label: cluster, text: `${id} ${host} · ${overrideText(state)}: ${plain(reason, 200)}` };
}

function freezeLines({ cluster, freeze }: ClusterView, now: Date): CardLine[] {
  if (!freeze) return [];
  const end = freeze.until === undefined ? '' : say` until ${timeText(freeze.until, now)}`;
  const text = say`frozen by ${plain(freeze.by, 80)}${end}: ${plain(freeze.reason, 200)}`;
  return [{ label: cluster, text, tone: 'warning' }];
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
