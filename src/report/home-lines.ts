import type { CardLine } from '../model/card.ts';
import type { Freeze } from '../model/freeze.ts';
import type { Override } from '../model/override.ts';
import type { HostStatus, Rollout } from '../model/rollout.ts';
import { count, say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { freezeText } from './freeze-text.ts';
import { countsText } from './host-lines.ts';
import { timeText } from './lock-text.ts';
import { plain } from './plain.ts';
import type { OpenQuestion } from './rollout-buttons.ts';
import { questionText } from './rollout-card.ts';
import { headOf, namesText, stateText, stateTone } from './wording.ts';

/** A rollout that has not ended, with what it asks. */
export interface HomeRollout {
  readonly rollout: Rollout;
  readonly hosts: readonly HostStatus[];
  readonly questions: readonly OpenQuestion[];
}

/** All that somebody wants to know of a cluster before they do anything. */
export interface HomeCluster {
  readonly cluster: string;
  readonly hosts: number;
  /** On how many hosts each release runs, the commonest first; hosts of which nobody knows count for none. */
  readonly releases: readonly { readonly release: string; readonly hosts: number }[];
  /** As read just now; `problem` where a pool could not be read. */
  readonly pools: readonly {
    readonly pool: string;
    readonly inService: number;
    readonly members: number;
    readonly problem?: string;
  }[];
  readonly rollouts: readonly HomeRollout[];
  /** Who keeps it and how it gets free, in a sentence without its full stop; of no rollout that is among `rollouts`. */
  readonly lock?: string;
  readonly freeze?: Freeze;
  readonly overrides: readonly Override[];
  /** Hosts that rollouts left out of service. */
  readonly leftOut: readonly string[];
}

/** All that is to be told of a cluster, a sentence each. */
export const homeLines = (view: HomeCluster, now: Date): CardLine[] => [
  ...view.pools.map(poolLine),
  ...view.rollouts.flatMap(rolloutLines),
  ...stoppers(view, now),
  ...view.overrides.map((override) => overrideLine(override, now)),
  ...leftOutLines(view.leftOut),
];

/** `v2 on 3 hosts, v1 on 2, unknown on 1`. */
export function releasesText({ releases, hosts }: HomeCluster): string {
  const known = releases.reduce((sum, each) => sum + each.hosts, 0);
  const all = [
    ...releases,
    ...(hosts > known ? [{ release: say`nobody knows what`, hosts: hosts - known }] : []),
  ];
  return namesText(
    all.map(
      (each, at) => say`${plain(each.release, 60)} on ${at === 0 ? count(each.hosts, 'host') : each.hosts}`,
    ),
    4,
  );
}

function poolLine({ pool, inService, members, problem }: HomeCluster['pools'][number]): CardLine {
  if (problem !== undefined)
    return { label: pool, text: say`could not be read: ${plain(told(problem))}`, tone: 'bad' };
  const tone = inService === members ? 'good' : 'warning';
  return { label: pool, text: say`${inService} of ${members} in service`, tone };
}

function rolloutLines({ rollout, hosts, questions }: HomeRollout): CardLine[] {
  const counts = rollout.state === 'awaiting-approval' ? '' : countsText(hosts);
  const head = [headOf(rollout), stateText(rollout.state), counts].filter((text) => text !== '').join(' · ');
  return [
    { text: head, tone: stateTone[rollout.state] },
    ...questions.map((question): CardLine => ({ text: questionText(question), tone: 'warning' })),
  ];
}

function stoppers({ cluster, lock, freeze }: HomeCluster, now: Date): CardLine[] {
  return [
    ...(lock === undefined ? [] : [say`${lock}.`]),
    ...(freeze ? [say`${freezeText(cluster, freeze, now)}.`] : []),
  ].map((text) => ({ text }));
}

function overrideLine(override: Override, now: Date): CardLine {
  const { id, host, reason, requester, until, state } = override;
  const end = until ? say` until ${timeText(until, now)}` : '';
  const stands = `${id} ${host} ${standsText(state)}${end}`;
  const text = say`${stands}: ${plain(reason, 200)} (${plain(requester, 80)})`;
  return { text, tone: 'warning' };
}

function standsText(state: Override['state']): string {
  const texts: Record<Override['state'], string> = {
    'awaiting-approval': say`is to be taken out, if somebody confirms it`,
    'taking-out': say`is being taken out`,
    out: say`is out`,
    returning: say`is coming back`,
    asking: say`needs an answer`,
    ended: say`is back`,
    dropped: say`was left as it is`,
  };
  return texts[state];
}

const leftOutLines = (hosts: readonly string[]): CardLine[] =>
  hosts.length === 0
    ? []
    : [{ text: say`held out of service: ${namesText(hosts, 20)} (see \`drained\`)`, tone: 'warning' }];
