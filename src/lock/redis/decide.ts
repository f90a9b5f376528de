import { type Acquired, type Claim, type Holder, lostLock, standing } from '../lock.ts';
import { contradiction } from './judge.ts';
import { type Holding, type LockRecord, taken } from './record.ts';

/** What a lock is at one moment, by Redis and the shadow together. */
export interface Situation {
  readonly cluster: string;
  /** What counts. */
  readonly record: LockRecord;
  /** Where the two contradict each other: `record` is what Redis has, and this the shadow's holder. */
  readonly rival?: Holding;
  /** Above every epoch that there was. */
  readonly nextEpoch: number;
  readonly now: Date;
}

/** What comes of a situation: an answer, and what has to be written before it is given. */
export interface Decision<T> {
  readonly answer: T;
  readonly next?: LockRecord;
  /** Where the shadow is to have something else than Redis. */
  readonly nextInShadow?: LockRecord;
}

export type Decide<T> = (situation: Situation) => Decision<T>;

/** Where Redis and shadow contradict each other: whom Redis names, as is to be asked about it. */
export const holder: Decide<Holder | undefined> = (situation) => ({ answer: holderOf(situation) });

const holderIn = ({ record, now }: Situation): Holding | undefined => standing(record.holder, now);

const holderOf = (situation: Situation): Holder | undefined => {
  const holding = holderIn(situation);
  return holding && { ...holding, epoch: situation.record.epoch };
};

export const acquire =
  (claim: Claim): Decide<Acquired> =>
  (situation) => {
    const { cluster, record, rival, nextEpoch, now } = situation;
    const holder = holderIn(situation);
    if (!holder) return { answer: { got: true, hold: nextEpoch }, next: taken(nextEpoch, claim, now) };
    const answer: Acquired = isOf(holder, claim)
      ? { got: true, hold: holder.hold }
      : { got: false, holder: { ...holder, epoch: record.epoch } };
    if (!rival) return { answer };
    if (isOf(rival, claim)) throw contradiction(cluster, holder, rival);
    // It was taking the lock over when its process died, and takes up where that ended.
    return answer.got ? { answer, next: { epoch: nextEpoch, holder } } : { answer };
  };

export const assert =
  (hold: number): Decide<number> =>
  (situation) => {
    const { cluster, record, rival } = situation;
    const holder = holderIn(situation);
    if (holder && rival && [holder.hold, rival.hold].includes(hold))
      throw contradiction(cluster, holder, rival);
    if (holder?.hold !== hold) throw lostLock(cluster, holderOf(situation));
    return { answer: record.epoch };
  };

/** Of two that contradict each other, the one stays whom nobody releases. */
export const release =
  (hold: number): Decide<boolean> =>
  (situation) => {
    const { rival, nextEpoch: epoch } = situation;
    const holder = holderIn(situation);
    if (holder?.hold === hold) return { answer: true, next: { epoch, ...(rival && { holder: rival }) } };
    if (holder && rival?.hold === hold) return { answer: true, next: { epoch, holder } };
    return { answer: false };
  };

export const steal =
  (claim: Claim): Decide<number> =>
  ({ nextEpoch, now }) => ({ answer: nextEpoch, next: taken(nextEpoch, claim, now) });

/** Of two that contradict each other both are raised: whichever stays must be above what was ordered under it. */
export const raise =
  (hold: number): Decide<void> =>
  ({ record, rival, nextEpoch: epoch }) => {
    const { holder } = record;
    if (holder?.hold !== hold && rival?.hold !== hold) return { answer: undefined };
    if (!rival) return { answer: undefined, next: { ...record, epoch } };
    return {
      answer: undefined,
      next: { ...record, epoch: epoch + 1 },
      nextInShadow: { epoch, holder: rival },
    };
  };

const isOf = (holder: Holding, { kind, name }: Claim): boolean =>
  holder.kind === kind && holder.name === name;
