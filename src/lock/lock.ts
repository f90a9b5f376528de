/** Who holds a cluster, and since when. `epoch` is the fencing number of this holding. */
export interface Holder {
  readonly kind: 'rollout' | 'person';
  /** The rollout's id, or the person's name. */
  readonly name: string;
  readonly reason: string;
  readonly since: Date;
  /** When it ends by itself; from then on the cluster counts as free. */
  readonly until?: Date;
  readonly epoch: number;
}

export type Acquired =
  | { readonly got: true; readonly epoch: number }
  | { readonly got: false; readonly holder: Holder };

export type Claim = Pick<Holder, 'kind' | 'name' | 'reason' | 'until'>;

/**
 * One lock per cluster. It belongs to its holder until released, or taken over by a person who says why; it expires only
 * where its claim said until when. What cannot be read counts as locked: every method throws then.
 */
export interface Lock {
  /** Acquiring again as the same holder gives the same epoch, and leaves reason and end as they were. */
  acquire(cluster: string, claim: Claim): Promise<Acquired>;
  /** Throws Failure `lost-lock` unless `epoch` is still the one that holds the cluster. */
  assert(cluster: string, epoch: number): Promise<void>;
  /** Frees the cluster if it is still held under `epoch`; false where it is not. */
  release(cluster: string, epoch: number): Promise<boolean>;
  holder(cluster: string): Promise<Holder | undefined>;
  /** Takes the lock from whoever has it, under a new epoch. */
  steal(cluster: string, claim: Claim): Promise<number>;
}
