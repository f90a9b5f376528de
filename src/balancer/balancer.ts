import type { Member, Saved } from '../model/member.ts';

export interface BalancerAbilities {
  readonly reportsConnections: boolean;
  readonly reportsHealth: boolean;
  /** The highest weight that a member may have; the lowest is 0 unless `minWeight` says otherwise. */
  readonly maxWeight: number;
  readonly minWeight: number;
  /** Drained means taken out of the pool altogether: a member that is not listed is out, not missing. */
  readonly removes?: boolean;
}

/**
 * One load balancer. Every method is idempotent; every change is read back before it returns, and an answer
 * of OK with nothing changed is a Failure of kind `ineffective`. A pool or member that is not there is
 * `missing`, a name that several members share `ambiguous`, a balancer that does not answer `unreachable` or `timeout`.
 */
export interface Balancer {
  readonly abilities: BalancerAbilities;
  /** All members of the pool, as they are now. */
  read(pool: string): Promise<readonly Member[]>;
  /**
   * No new connections for the member; established ones live on. Shown afterwards as state `drain`, or as weight 0
   * where the balancer has no such state. A member in maint is left as it is.
   */
  drain(pool: string, member: string): Promise<void>;
  /** Exactly the saved weight and admin state, whatever they are now. */
  apply(pool: string, member: string, saved: Saved): Promise<void>;
  /** @param weight in the balancer's range, or `{ percent }` of the configured weight; `invalid` where it knows none */
  setWeight(pool: string, member: string, weight: number | { readonly percent: number }): Promise<void>;
  close(): Promise<void>;
}
