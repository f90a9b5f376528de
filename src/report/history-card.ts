import type { Card } from '../model/card.ts';
import { leftOutText } from '../model/left-out.ts';
import type { Rollout } from '../model/rollout.ts';
import { say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { plain } from './plain.ts';
import { dateText, durationText } from './time.ts';
import { headOf, namesText, stateText } from './wording.ts';

/** A rollout and, where known, the hosts that it left out. */
export interface HistoryRow {
  readonly rollout: Rollout;
  readonly leftOut?: readonly string[];
}

/** `history [CLUSTER]`: newest first, who rolled what, when, for how long, and how it ended. */
export function historyCard({ cluster, rows }: { cluster?: string; rows: readonly HistoryRow[] }): Card {
  const title = cluster === undefined ? say`History` : say`History of ${cluster}`;
  if (rows.length === 0) return { title, tone: 'plain', lines: [{ text: say`no rollout so far` }] };
  return {
    title,
    tone: 'plain',
    table: {
      head: [say`when`, say`what`, say`by`, say`approved by`, say`took`, say`outcome`],
      rows: rows.map(historyRow),
    },
  };
}

function historyRow({ rollout, leftOut = [] }: HistoryRow): string[] {
  const began = rollout.startedAt;
  const isTold = rollout.reason?.includes(leftOutText([])) ?? false;
  const out = leftOut.length > 0 && !isTold ? say`; left out: ${namesText(leftOut, 4)}` : '';
  const why = rollout.reason === undefined ? '' : say`: ${plain(told(rollout.reason), 120)}`;
  return [
    dateText(rollout.createdAt),
    headOf(rollout),
    plain(rollout.requester, 80),
    namesText(rollout.approvers),
    began && rollout.finishedAt ? durationText(rollout.finishedAt.getTime() - began.getTime()) : '',
    `${stateText(rollout.state)}${why}${out}`,
  ];
}
