import type { Card, CardLine } from '../model/card.ts';
import { plain } from './plain.ts';

/** What came of setting a weight in one pool. */
export interface WeightChange {
  readonly pool: string;
  readonly from?: number;
  /** Out on our account: it is what it will get back. */
  readonly held?: boolean;
  readonly problem?: string;
}

/** `weight`: before → after, pool by pool. */
export function weightCard(
  cluster: string,
  host: string,
  to: number,
  changes: readonly WeightChange[],
): Card {
  const failed = changes.filter(({ problem }) => problem !== undefined).length;
  const name = plain(host, 80);
  const held = changes.every((change) => change.held);
  const done = held
    ? `${name} of ${cluster} gets weight ${to} when it comes back`
    : `${name} of ${cluster} has weight ${to}`;
  const title =
    failed === 0
      ? done
      : `The weight of ${name} was not set to ${to} in ${failed} of ${changes.length} pools`;
  return {
    title,
    tone: failed === 0 ? 'good' : 'bad',
    lines: changes.map((change) => changeLine(change, to)),
  };
}

function changeLine({ pool, from, held, problem }: WeightChange, to: number): CardLine {
  if (problem !== undefined) return { label: pool, text: `not changed: ${plain(problem)}`, tone: 'bad' };
  const text = from === to ? `weight ${to} already` : `weight ${from} → ${to}`;
  return { label: pool, text: held ? `${text}; it gets it when it comes back` : text };
}
