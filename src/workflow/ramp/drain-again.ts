import { asFailure, isDatabaseAway, isOfLock } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import type { At } from '../at.ts';
import { keepDrained } from '../members.ts';
import { unstoppable } from '../steering.ts';
import type { StepEnd } from '../steps/step.ts';
import type { Tools } from '../tools.ts';

/** Why a host on its way back is to be out again; `person`: who wants it so. */
export interface Against {
  readonly reason: string;
  readonly person?: string;
}

/**
 * Takes the host out of all its pools again. A retry verifies it anew, since its code is suspect from here on; what can't be
 * drained now is tried again for as long as it is asked about.
 */
export async function drainAgain(tools: Tools, at: At, { reason, person }: Against): Promise<StepEnd> {
  const text =
    person === undefined
      ? kept`${at.host}: drained again, ${reason}`
      : kept`${at.host}: drained again, by ${person}`;
  const end = {
    is: 'failed',
    kind: 'failed',
    retryFrom: 'verify',
    ...(person !== undefined && { asks: true }),
  } as const;
  try {
    await keepDrained(tools, at, unstoppable());
    return { ...end, reason: text };
  } catch (error) {
    const failure = asFailure(error, at.host);
    if (isDatabaseAway(error) || isOfLock(failure)) throw error;
    return { ...end, reason: kept`${text}; draining it failed: ${failure.message}` };
  }
}
