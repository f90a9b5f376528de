import type { Card } from '../model/card.ts';
import { type Saved, savedText } from '../model/member.ts';
import { plain } from './plain.ts';
import { durationText } from './time.ts';
import { count } from './wording.ts';

/** A cluster's lock: a person's, with a reason, or a rollout's. */
export interface LockView {
  readonly cluster: string;
  readonly holder: string;
  readonly since: Date;
  readonly reason?: string;
}

/** `locks`: who holds which cluster. */
export function locksCard(locks: readonly LockView[], now: Date): Card {
  if (locks.length === 0) return { title: 'No cluster is locked', tone: 'good' };
  return {
    title: `${count(locks.length, 'cluster')} locked`,
    tone: 'plain',
    table: {
      head: ['cluster', 'held by', 'for', 'reason'],
      rows: locks.map(({ cluster, holder, since, reason = '' }) => [
        cluster,
        plain(holder, 80),
        age(since, now),
        plain(reason),
      ]),
    },
  };
}

/** A member that a rollout holds out of service. */
export interface DrainedView {
  readonly cluster: string;
  readonly host: string;
  readonly pool: string;
  readonly member: string;
  readonly saved: Saved;
  readonly rollout: string;
  readonly since?: Date;
  readonly reason?: string;
}

/** `drained`: what is out on our account, why, what it gets back, and how to give it back. */
export function drainedCard(drained: readonly DrainedView[], now: Date): Card {
  if (drained.length === 0) return { title: 'No member is held out of service', tone: 'good' };
  const enables = [...new Set(drained.map(({ cluster, member }) => `enable ${cluster} ${plain(member)}`))];
  return {
    title: `${count(drained.length, 'member')} held out of service`,
    tone: 'warning',
    table: {
      head: ['member', 'pool', 'gets back', 'out for', 'rollout', 'reason'],
      rows: drained.map((each) => [
        plain(each.member, 80),
        each.pool,
        savedText(each.saved),
        each.since ? age(each.since, now) : '',
        each.rollout,
        plain(each.reason ?? ''),
      ]),
    },
    lines: enables.slice(0, 20).map((text) => ({ label: 'give back:', text })),
  };
}

const age = (since: Date, now: Date): string => durationText(now.getTime() - since.getTime());
