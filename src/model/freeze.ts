export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** A time in which nothing is rolled, from the config. */
export interface FreezeWindow {
  readonly name: string;
  /** Names of clusters; empty = all. */
  readonly clusters: readonly string[];
  readonly reason: string;
  /** IANA time zone (`Europe/Berlin`) in which the times below are read. */
  readonly zone: string;
  readonly when:
    | {
        readonly kind: 'weekly';
        readonly days: readonly Weekday[];
        /** Minutes after midnight; where `to` is not after `from`, the window ends on the day after. */
        readonly from: number;
        readonly to: number;
      }
    /** Whole days, both included, as `2026-12-23`. */
    | { readonly kind: 'dates'; readonly from: string; readonly to: string };
}

/** A freeze that holds now: a window of the config, or a person's. */
export interface Freeze {
  /** The window's name, or the person's. */
  readonly by: string;
  readonly reason: string;
  readonly since?: Date;
  readonly until?: Date;
  /** A person's can be lifted: the cluster's own, or the one for all. */
  readonly lifted?: 'cluster' | 'all';
}

/** A freeze that a person declared, until somebody lifts it or its end. */
export interface PersonFreeze {
  /** Absent: all clusters. */
  readonly cluster?: string;
  readonly person: string;
  readonly reason: string;
  readonly since: Date;
  readonly until?: Date;
}
