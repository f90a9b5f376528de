import type { AdminState } from '../../model/member.ts';
import type { F5DrainBy } from '../../model/provider/f5.ts';
import type { Entry } from './unit.ts';

/** A member's two switches; a member takes new connections only with both on. */
export type Switches = Pick<Entry, 'enabled' | 'forcedDown'>;

/**
 * What an admin state looks like. "Forced Offline" in the BIG-IP's own pages throws both switches, so that both thrown
 * is always maint, and a drain by `offline` throws only the second one: the two can be told apart.
 */
const switches: Readonly<Record<F5DrainBy, Readonly<Record<AdminState, Switches>>>> = {
  disable: {
    ready: { enabled: true, forcedDown: false },
    drain: { enabled: false, forcedDown: false },
    maint: { enabled: false, forcedDown: true },
  },
  offline: {
    ready: { enabled: true, forcedDown: false },
    drain: { enabled: true, forcedDown: true },
    maint: { enabled: false, forcedDown: true },
  },
};

/** The one switch that drains: the other one, and with it the way back, is left alone. */
export const drainingSwitch: Readonly<Record<F5DrainBy, Partial<Switches>>> = {
  disable: { enabled: false },
  offline: { forcedDown: true },
};

/** What was asked of this very member. */
export function ownState({ enabled, forcedDown }: Switches, drainBy: F5DrainBy): AdminState {
  if (enabled && !forcedDown) return 'ready';
  if (!forcedDown) return 'drain';
  return enabled && drainBy === 'offline' ? 'drain' : 'maint';
}

/** What holds for it: a node that is disabled keeps new connections off all of its members. */
export function stateOf(entry: Entry, drainBy: F5DrainBy): AdminState {
  const own = ownState(entry, drainBy);
  return own === 'ready' && entry.nodeDisabled ? 'drain' : own;
}

/**
 * The switches for a state. One that is there already stays in the form that it has; where it is there by the node only,
 * the member's own switches are none of it: thrown too, they would keep it out after the node is back.
 */
export function switchesFor(state: AdminState, now: Entry, drainBy: F5DrainBy): Partial<Switches> {
  if (stateOf(now, drainBy) !== state) return switches[drainBy][state];
  return ownState(now, drainBy) === state ? { enabled: now.enabled, forcedDown: now.forcedDown } : {};
}
