import type { RolloutState } from '../model/rollout.ts';
import { oneAfterAnother, say } from '../text/say.ts';
import { told } from '../text/told.ts';
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
  const by = plain(holder, 80);
  const why = plain(told(reason), 200);
  const from = timeText(since, now);
  const what =
    until === undefined
      ? say`${cluster} is locked by ${by} (${why}) since ${from}`
      : say`${cluster} is locked by ${by} (${why}) since ${from} until ${timeText(until, now)}`;
  return oneAfterAnother([what, ...aliveText(view, now), wayOut(view)]);
}

function aliveText({ holder, rollout }: LockedView, now: Date): string[] {
  if (!rollout) return [];
  const { state, reported, ended } = rollout;
  if (ended) return [say`${holder} has ended (${stateText(state)}) and left it behind`];
  const stands = stateText(state);
  if (!reported) return [say`${holder} is ${stands}`];
  const ago = durationText(now.getTime() - reported.getTime());
  return [say`${holder} is ${stands}, last heard of ${ago} ago`];
}

const wayOut = ({ cluster, holder, rollout }: LockedView): string =>
  rollout && !rollout.ended
    ? say`it gets free when that ends, or by \`abort ${holder}\`; \`lock ${cluster} --steal REASON\` takes it away`
    : say`\`unlock ${cluster}\` frees it`;

/** The time of day, with the date where it is another day's. */
export const timeText = (at: Date, now: Date): string =>
  at.toDateString() === now.toDateString() ? clockText(at) : dateText(at);
