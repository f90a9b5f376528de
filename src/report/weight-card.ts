import type { Card, CardLine } from '../model/card.ts';
import { say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { placeText } from './place.ts';
import { plain } from './plain.ts';
import { namesText } from './wording.ts';

/** What came of setting a weight in one pool. */
export interface WeightChange {
  readonly pool: string;
  readonly member: string;
  readonly from?: number;
  /** Out on our account: it is what it will get back. */
  readonly held?: boolean;
  readonly problem?: string;
}

/** One host in all its pools. */
export interface HostWeights {
  readonly host: string;
  readonly changes: readonly WeightChange[];
}

/** `weight`: before → after, host by host and pool by pool. */
export function weightCard(cluster: string, to: number, hosts: readonly HostWeights[]): Card {
  const changes = hosts.flatMap((each) => each.changes);
  const failed = changes.filter(({ problem }) => problem !== undefined).length;
  const one = hosts.length === 1;
  const name = namesText(hosts.map(({ host }) => host));
  const held = changes.every((change) => change.held);
  const title =
    failed === 0
      ? doneText({ name, cluster, to, one, held })
      : one
        ? say`The weight of ${name} was not set to ${to} in ${failed} of ${changes.length} pools`
        : say`The weight of ${name} was not set to ${to} in ${failed} of ${changes.length} places`;
  return {
    title,
    tone: failed === 0 ? 'good' : 'bad',
    lines: hosts.flatMap(({ host, changes: its }) =>
      its.map((change) => changeLine(change, to, one ? host : undefined)),
    ),
  };
}

function doneText(of: { name: string; cluster: string; to: number; one: boolean; held: boolean }): string {
  const { name, cluster, to, one, held } = of;
  if (!held)
    return one ? say`${name} of ${cluster} has weight ${to}` : say`${name} of ${cluster} have weight ${to}`;
  return one
    ? say`${name} of ${cluster} gets weight ${to} when it comes back`
    : say`${name} of ${cluster} get weight ${to} when they come back`;
}

/** @param host the one that the card is about, if it is about one */
function changeLine(change: WeightChange, to: number, host: string | undefined): CardLine {
  const { from, held, problem } = change;
  const label = placeText(change, host ?? '');
  if (problem !== undefined) return { label, text: say`not set: ${plain(told(problem))}`, tone: 'bad' };
  const text = from === to ? say`weight ${to} already` : say`weight ${from ?? ''} → ${to}`;
  return { label, text: held ? say`${text}; it gets it when it comes back` : text };
}
