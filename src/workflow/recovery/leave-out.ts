import { asFailure, Failure, isDatabaseAway } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import type { At } from '../at.ts';
import { keepDrained } from '../members.ts';
import { unstoppable } from '../steering.ts';
import type { Settled } from '../steps/step.ts';
import type { Tools } from '../tools.ts';

/**
 * Leaves the host out of its pools: what somebody has put back is drained again. What of that can't be done now is said,
 * and does not keep it from being left out. What still runs on it is ended as the host is concluded.
 */
export async function leaveOut(tools: Tools, at: At, person: string): Promise<Settled> {
  const out = kept`kept out by ${person}`;
  const problem = await problemOf(at, () => keepDrained(tools, at, unstoppable()));
  return { is: 'settled', reason: problem === undefined ? out : `${out}; ${problem}` };
}

async function problemOf({ host }: At, run: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    if (isDatabaseAway(error) || (error instanceof Failure && error.kind === 'lost-lock')) throw error;
    return asFailure(error, host).message;
  }
}
