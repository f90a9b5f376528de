import type { Button, Card, CardLine } from '../model/card.ts';
import { type Saved, savedText } from '../model/member.ts';
import { count, inARow, say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { timeText } from './lock-text.ts';
import { plain } from './plain.ts';
import { durationText } from './time.ts';

/** A cluster's lock: a person's, with a reason, or a rollout's. */
export interface LockView {
  readonly cluster: string;
  readonly holder: string;
  readonly since: Date;
  /** When it ends by itself. */
  readonly until?: Date;
  readonly reason?: string;
}

/** `locks`: who holds which cluster, and until when, where it ends by itself. */
export function locksCard(locks: readonly LockView[], now: Date): Card {
  if (locks.length === 0) return { title: say`No cluster is locked`, tone: 'good' };
  const ends = locks.some(({ until }) => until !== undefined);
  return {
    title: say`${count(locks.length, 'cluster')} locked`,
    tone: 'plain',
    table: {
      head: [say`cluster`, say`held by`, say`for`, ...(ends ? [say`until`] : []), say`reason`],
      rows: locks.map(({ cluster, holder, since, until, reason = '' }) => [
        cluster,
        plain(holder, 80),
        age(since, now),
        ...(ends ? [until ? timeText(until, now) : ''] : []),
        plain(told(reason)),
      ]),
    },
  };
}

/** A member that is out of service on our account. */
export interface DrainedView {
  readonly cluster: string;
  readonly host: string;
  readonly pool: string;
  readonly member: string;
  /** What it was, and gets back. */
  readonly saved: Saved;
  /** What its balancer says now. */
  readonly now: string;
  /** The rollout's or override's id that answers for it. */
  readonly rollout: string;
  readonly by?: string;
  readonly since?: Date;
  readonly until?: Date;
  readonly reason?: string;
  /** It takes traffic, although it is held: a balancer was restarted, or somebody put it back. */
  readonly serves: boolean;
  /** Nobody works on it any more: this command brings it back, or settles what it gets where it serves. */
  readonly mend?: string;
  /** An override has it: this command ends that. */
  readonly ends?: string;
}

/** `drained`: what is out on our account, who took it out, why and until when, and how to give it back. */
export function drainedCard(drained: readonly DrainedView[], now: Date): Card {
  if (drained.length === 0) return { title: say`No member is held out of service`, tone: 'good' };
  const buttons = mendButtons(drained.flatMap(({ mend }) => mend ?? []));
  return {
    title: titleOf(drained),
    tone: 'warning',
    table: {
      head: [
        ...[say`member`, say`pool`, say`gets back`, say`now`, say`out since`, say`until`],
        ...[say`by`, say`why`],
      ],
      rows: drained.map((each) => drainedRow(each, now)),
    },
    lines: mendLines(drained),
    ...(buttons.length > 0 && { buttons }),
  };
}

function titleOf(drained: readonly DrainedView[]): string {
  const serving = drained.filter(({ serves }) => serves).length;
  const out = say`${count(drained.length - serving, 'member')} held out of service`;
  const back = say`${count(serving, 'member')} in service although held`;
  if (serving === 0) return out;
  return serving === drained.length ? back : inARow([out, back]);
}

const mostLines = 20;

/** One line a host: several members of it come back with one command. */
function mendLines(drained: readonly DrainedView[]): CardLine[] {
  const lines = new Map<string, CardLine>();
  for (const { mend, ends, serves, rollout } of drained) {
    if (ends !== undefined) lines.set(ends, { label: say`ends ${rollout}:`, text: ends });
    if (mend === undefined || lines.get(mend)?.label === say`settle:`) continue;
    lines.set(
      mend,
      serves
        ? { label: say`settle:`, text: say`${mend} (it gets exactly what it was)` }
        : { label: say`give back:`, text: mend },
    );
  }
  return [...lines.values()].slice(0, mostLines);
}

const mostButtons = 10;

/** A button for each command; what there is no room for can be typed. */
export const mendButtons = (commands: readonly string[]): readonly Button[] =>
  [...new Set(commands)].slice(0, mostButtons).map((command) => ({ label: upper(command), command }));

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const drainedRow = (each: DrainedView, now: Date): string[] => [
  plain(each.member, 80),
  each.pool,
  savedText(each.saved),
  plain(told(each.now), 200),
  each.since ? timeText(each.since, now) : '',
  each.until ? timeText(each.until, now) : '',
  [each.rollout, each.by && plain(each.by, 80)].filter(Boolean).join(' '),
  plain(told(each.reason ?? '')),
];

const age = (since: Date, now: Date): string => durationText(now.getTime() - since.getTime());
