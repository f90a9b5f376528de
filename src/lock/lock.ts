import { Failure } from '../model/failure.ts';
import { kept } from '../text/say.ts';

/** Who holds a cluster, and since when. */
export interface Holder {
  readonly kind: 'rollout' | 'person';
  /** The rollout's id, or the person's name. */
  readonly name: string;
  readonly reason: string;
  readonly since: Date;
  /** When it ends by itself; from then on the cluster counts as free. */
  readonly until?: Date;
  /** The number of this holding: stays the same until it is released or taken away. */
  readonly hold: number;
  /** The fencing number: grows with every acquisition, and with every `raise` of the same holding. */
  readonly epoch: number;
}

export type Acquired =
  | { readonly got: true; readonly hold: number }
  | { readonly got: false; readonly holder: Holder };

export type Claim = Pick<Holder, 'kind' | 'name' | 'reason' | 'until'>;

/**
 * One lock per cluster. It belongs to its holder until released, or taken over by a person who says why; it expires only
 * where its claim said until when. What cannot be read counts as locked: every method throws then. `hold` and `epoch`
 * come from one counter per cluster that only ever grows.
 */
export interface Lock {
  /** Acquiring again as the same holder gives the same hold, and leaves reason and end as they were. */
  acquire(cluster: string, claim: Claim): Promise<Acquired>;
  /** The present epoch of the holding. Throws Failure `lost-lock` unless `hold` is still the one that holds the cluster. */
  assert(cluster: string, hold: number): Promise<number>;
  /** Frees the cluster if it is still held under `hold`; false where it is not. */
  release(cluster: string, hold: number): Promise<boolean>;
  holder(cluster: string): Promise<Holder | undefined>;
  /** Takes the lock from whoever has it, under a new hold. */
  steal(cluster: string, claim: Claim): Promise<number>;
  /**
   * A process that worked for this holder is dead, or is taken for dead: from now on everything runs under a higher
   * epoch, so that whoever keeps epochs refuses what that process may still send. Nothing where it is not held under `hold`.
   */
  raise(cluster: string, hold: number): Promise<void>;
}

/** What has ended by itself is held by nobody, whatever is still written down. */
export const standing = <T extends Pick<Holder, 'until'>>(holder: T | undefined, now: Date): T | undefined =>
  holder?.until && holder.until <= now ? undefined : holder;

/** What every `assert` says of a holding that is over. */
export function lostLock(cluster: string, holder: Holder | undefined): Failure {
  const by = holder ? kept`${holder.name} holds it now: ${holder.reason}` : kept`nobody holds it now`;
  return new Failure('lost-lock', cluster, kept`the lock of ${cluster} was taken away; ${by}`);
}
