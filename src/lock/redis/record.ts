import { z } from 'zod';
import { storable } from '../../store/storable.ts';
import type { Claim, Holder } from '../lock.ts';

/** One cluster's lock, as Redis or the shadow has it. Every change has an epoch of its own, also the release. */
export interface LockRecord {
  readonly epoch: number;
  /** Absent where nobody holds it. */
  readonly holder?: Holding;
}

export type Holding = Omit<Holder, 'epoch'>;

/** What there is before the first change. */
export const blank: LockRecord = { epoch: 0 };

const time = z.iso.datetime().transform((text) => new Date(text));

const schema = z.object({
  epoch: z.int().nonnegative(),
  holder: z
    .object({
      kind: z.enum(['rollout', 'person']),
      name: z.string(),
      reason: z.string(),
      since: time,
      until: time.exactOptional(),
      hold: z.int().positive(),
    })
    .exactOptional(),
});

/** The same record always gives the same text: texts are what is compared. */
export function recordText({ epoch, holder }: LockRecord): string {
  if (!holder) return JSON.stringify({ epoch });
  const { kind, name, reason, since, until, hold } = holder;
  return JSON.stringify({ epoch, holder: { kind, name, reason, since, until, hold } });
}

/** Undefined where the text is no record. */
export function parseRecord(text: string): LockRecord | undefined {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The record after somebody has got the lock. A text that the database could not keep is made fit for it. */
export const taken = (epoch: number, claim: Claim, since: Date): LockRecord => ({
  epoch,
  holder: {
    kind: claim.kind,
    name: claim.name,
    reason: storable(claim.reason),
    since,
    ...(claim.until && { until: claim.until }),
    hold: epoch,
  },
});
