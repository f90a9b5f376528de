import type { Card } from '../model/card.ts';
import { type Saved, savedText } from '../model/member.ts';
import { timeText } from './lock-text.ts';
import { plain } from './plain.ts';
import { durationText } from './time.ts';
import { count } from './wording.ts';

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
  if (locks.length === 0) return { title: 'No cluster is locked', tone: 'good' };
  const ends = locks.some(({ until }) => until !== undefined);
  return {
    title: `${count(locks.length, 'cluster')} locked`,
    tone: 'plain',
    table: {
      head: ['cluster', 'held by', 'for', ...(ends ? ['until'] : []), 'reason'],
      rows: locks.map(({ cluster, holder, since, until, reason = '' }) => [
        cluster,
        plain(holder, 80),
        age(since, now),
        ...(ends ? [until ? timeText(until, now) : ''] : []),
        plain(reason),
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
}

/** `drained`: what is out on our account, who took it out, why and until when, and how to give it back. */
export function drainedCard(drained: readonly DrainedView[], now: Date): Card {
  if (drained.length === 0) return { title: 'No member is held out of service', tone: 'good' };
  const enables = [...new Set(drained.map(({ cluster, host }) => `enable ${cluster} ${plain(host)}`))];
  return {
    title: `${count(drained.length, 'member')} held out of service`,
    tone: 'warning',
    table: {
      head: ['member', 'pool', 'gets back', 'now', 'out since', 'until', 'by', 'why'],
      rows: drained.map((each) => drainedRow(each, now)),
    },
    lines: enables.slice(0, 20).map((text) => ({ label: 'give back:', text })),
  };
}

const drainedRow = (each: DrainedView, now: Date): string[] => [
  plain(each.member, 80),
  each.pool,
  savedText(each.saved),
  plain(each.now, 200),
  each.since ? timeText(each.since, now) : '',
  each.until ? timeText(each.until, now) : '',
  [each.rollout, each.by && plain(each.by, 80)].filter(Boolean).join(' '),
  plain(each.reason ?? ''),
];

const age = (since: Date, now: Date): string => durationText(now.getTime() - since.getTime());
