import type { RolloutState } from '../model/rollout.ts';
import { plain } from './plain.ts';
import { clockText, dateText, durationText } from './time.ts';
import { stateText } from './wording.ts';

/** Who keeps a cluster, as far as it is known. */
export interface LockedView {
  readonly cluster: string;
  /** A rollout's id, or a person's name. */
  readonly holder: string;
  readonly reason: string;
  readonly since: Date;
  readonly until?: Date;
  /** For a rollout that is known: how it stands, and when it last had something to report. */
  readonly rollout?: { readonly state: RolloutState; readonly ended: boolean; readonly reported?: Date };
}

/**
 * Why a cluster can't be had: who holds it, why and since when, whether the holder is alive, and how it gets free. One
 * sentence without its full stop.
 */
export function lockedText(view: LockedView, now: Date): string {
  const { cluster, holder, reason, since, until } = view;
  const by = `${cluster} is locked by ${plain(holder, 80)} (${plain(reason, 200)}) since ${timeText(since, now)}`;
  const end = until === undefined ? '' : ` until ${timeText(until, now)}`;
  return [`${by}${end}`, ...aliveText(view, now), wayOut(view)].join('; ');
}

function aliveText({ holder, rollout }: LockedView, now: Date): string[] {
  if (!rollout) return [];
  const { state, reported, ended } = rollout;
  if (ended) return [`${holder} has ended (${stateText[state]}) and left it behind`];
  const last = reported && `, last heard of ${durationText(now.getTime() - reported.getTime())} ago`;
  return [`${holder} is ${stateText[state]}${last ?? ''}`];
}

const wayOut = ({ cluster, holder, rollout }: LockedView): string =>
  rollout && !rollout.ended
    ? `it gets free when that ends, or by \`abort ${holder}\`; \`lock ${cluster} --steal REASON\` takes it away`
    : `\`unlock ${cluster}\` frees it`;

/** The time of day, with the date where it is another day's. */
export const timeText = (at: Date, now: Date): string =>
  at.toDateString() === now.toDateString() ? clockText(at) : dateText(at);
