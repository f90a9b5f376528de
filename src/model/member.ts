import { say } from '../text/say.ts';

/** What the operators asked of the member; `drain` = no new connections, `maint` = none at all. */
export type AdminState = 'ready' | 'drain' | 'maint';

/** What the balancer itself sees; `unchecked` = it has no health check for this member. */
export type Health = 'up' | 'down' | 'unchecked' | 'unknown';

/** One host:port in one pool, as the balancer shows it now. */
export interface Member {
  readonly name: string;
  readonly address?: string;
  /** In the balancer's own range, as read. */
  readonly weight: number;
  readonly state: AdminState;
  readonly health: Health;
  /** Current sessions, where the balancer reports them. */
  readonly connections?: number;
  /** What an operator would want to know beside it ("agent: down", "maint by configuration"). */
  readonly detail?: string;
  /** Other names under which the balancer knows it (an instance's id and name beside its address). */
  readonly aliases?: readonly string[];
  /** Vendor facts that belong to what is given back. */
  readonly extra?: Saved['extra'];
}

/** What is needed to give a member back exactly: kept durable before the first change. */
export interface Saved {
  readonly weight: number;
  readonly state: AdminState;
  /** Vendor facts that a change would lose (forwarding method, thresholds …). */
  readonly extra?: Readonly<Record<string, string | number>>;
}

/** Takes new connections right now. Health that we cannot know counts as out. */
export function inService(member: Member): boolean {
  return (
    member.state === 'ready' && member.weight > 0 && (member.health === 'up' || member.health === 'unchecked')
  );
}

export const savedOf = ({ weight, state, extra }: Member): Saved => ({
  weight,
  state,
  ...(extra && { extra }),
});

export const sameAs = (saved: Saved, member: Member): boolean =>
  member.weight === saved.weight && member.state === saved.state && sameExtra(saved.extra, member.extra);

function sameExtra(one: Saved['extra'] = {}, other: Saved['extra'] = {}): boolean {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}

/** Takes no new connections by what it was set to: in drain, or with weight 0 where the balancer has no such state. */
export const isDrained = ({ weight, state }: Pick<Saved, 'weight' | 'state'>): boolean =>
  state === 'drain' || weight === 0;

/** "weight 50, ready" — the one way in which a member's setting is written for people. */
export const savedText = (saved: Pick<Saved, 'weight' | 'state'>): string =>
  say`weight ${saved.weight}, ${saved.state}`;
