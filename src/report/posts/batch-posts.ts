import type { CardLine } from '../../model/card.ts';
import type { EventBody } from '../../model/event.ts';
import type { HostStatus } from '../../model/rollout.ts';
import { count, say } from '../../text/say.ts';
import { told } from '../../text/told.ts';
import type { Post } from '../board.ts';
import { hostLine, hostLines } from '../host-lines.ts';
import type { RolloutView } from './view.ts';

type Batch = Extract<EventBody, { type: 'batch' }>;

/** The message that the hosts of a batch share where a rollout is too large for one each. */
export function batchPost({ hosts }: RolloutView, { batch, name }: Batch): Post {
  const mine = hosts.filter((host) => host.batch === batch);
  const done = mine.filter(({ outcome }) => outcome === 'done').length;
  return {
    key: `batch/${batch + 1}`,
    rank: 'progress',
    folded: [],
    card: {
      title: say`${told(name)} · ${done} of ${count(mine.length, 'host')} done`,
      tone: toneOf(mine),
      lines: linesOf(mine),
    },
  };
}

/** A whole batch that is done needs no names. */
function linesOf(hosts: readonly HostStatus[]): CardLine[] {
  if (hosts.every(({ outcome }) => outcome === 'done')) return [];
  const skipped = hosts.filter(({ outcome }) => outcome === 'skipped');
  // The shorter list names every host itself.
  const named = hostLines(hosts);
  const isFolded = named[0]?.label === undefined;
  return isFolded ? [...named, ...skipped.slice(0, mostSkipped).map(hostLine)] : named;
}
const mostSkipped = 20;

function toneOf(hosts: readonly HostStatus[]): 'plain' | 'good' | 'warning' | 'bad' {
  const any = (...outcomes: readonly string[]) => hosts.some(({ outcome }) => outcomes.includes(outcome));
  if (any('left-out', 'unwell')) return 'bad';
  if (any('asking', 'skipped')) return 'warning';
  return any('pending', 'active') ? 'plain' : 'good';
}
