import { asFailure, Failure, isDatabaseAway } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import type { At } from '../at.ts';
import { endAllJobs } from '../earlier.ts';
import { keepDrained } from '../members.ts';
import { unstoppable } from '../steering.ts';
import { type Settled, type StepEnd, stopped } from '../steps/step.ts';
import type { Tools } from '../tools.ts';

/**
 * Leaves the host out of its pools: what still runs on it is ended, and what somebody has put back is drained again. What
 * of that can't be done now is said, and does not keep it from being left out.
 */
export async function leaveOut(tools: Tools, at: At, person: string): Promise<Settled> {
  const problems = [
    await problemOf(at, () => endAllJobs(tools, at)),
    await problemOf(at, () => keepDrained(tools, at, unstoppable())),
  ].filter((problem) => problem !== undefined);
  return { is: 'settled', reason: [kept`kept out by ${person}`, ...problems].join('; ') };
}

/**
 * The rollout as a whole is stopped, or this host skipped: what still runs on it is ended, as what comes next may run
 * something else there.
 */
export async function stopThere(tools: Tools, at: At): Promise<StepEnd | Settled> {
  const problem = await problemOf(at, () => endAllJobs(tools, at));
  if (problem === undefined) return stopped;
  return { is: 'settled', reason: kept`stopped; what may still run on it was not ended: ${problem}` };
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
