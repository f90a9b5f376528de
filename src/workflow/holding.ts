import { randomUUID } from 'node:crypto';
import { asFailure, type Failure, isDatabaseAway, LocksAway } from '../model/failure.ts';
import { kept } from '../text/say.ts';
import { type At, tell } from './at.ts';
import { createPauses } from './patience.ts';
import type { Tools } from './tools.ts';

/** As `demandHolding`, but asks once, and throws LocksAway where they can't be read: for what is done in a turn. */
export async function demandHoldingNow(tools: Tools, at: At): Promise<void> {
  try {
    await holdingNow(tools, at);
  } catch (error) {
    if (!isSilence(error, at)) throw error;
    throw new LocksAway(asFailure(error, at.cluster).message, { cause: error });
  }
}

/**
 * Runs what takes turns and asks `demandHoldingNow` in them; where it could not be asked, waits outside of the turns and
 * gives undefined: whoever calls begins again, as much may have changed.
 */
export async function unlessAway<T>(
  tools: Tools,
  at: At,
  signal: AbortSignal,
  run: () => Promise<T>,
): Promise<{ readonly got: T } | undefined> {
  try {
    return { got: await run() };
  } catch (error) {
    if (!(error instanceof LocksAway)) throw error;
  }
  await demandHolding(tools, at, signal).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  return undefined;
}

/**
 * Resolves with the lock's epoch once this process is seen to live and the rollout still holds its cluster: right before
 * something is taken out or started. While the locks can't be read nothing new is: it waits, and the rollout says so.
 * Throws Failure `lost-lock`, and what `signal` leaves undone.
 */
export async function demandHolding(tools: Tools, at: At, signal: AbortSignal): Promise<number> {
  const pause = createPauses(1_000, signal);
  for (let tries = 0; ; tries += 1) {
    try {
      return await holdingNow(tools, at);
    } catch (error) {
      if (!isSilence(error, at) || signal.aborted) throw error;
      if (tries === 0) await tellWaiting(tools, at, asFailure(error, at.cluster));
    }
    await pause();
  }
}

const isSilence = (error: unknown, { cluster }: At): boolean =>
  !isDatabaseAway(error) && asFailure(error, cluster).retryable;

async function holdingNow(tools: Tools, { cluster, epoch }: At): Promise<number> {
  await tools.fleet.whole();
  return tools.lock.assert(cluster, epoch);
}

const tellWaiting = (tools: Tools, at: At, { message }: Failure) =>
  tell(tools, at, `lock-away/${randomUUID()}`, {
    type: 'note',
    host: at.host,
    text: kept`${at.host} waits, and nothing new is taken out: ${message}`,
  });

/**
 * Throws Failure `lost-lock` where the rollout does not hold its cluster any more: right before something that it holds
 * out is given back, or is drained again. That goes on while the locks can't be read: what the database has of them
 * counts then.
 */
export async function demandStillOurs(tools: Tools, { cluster, epoch }: At): Promise<void> {
  try {
    await tools.lock.assert(cluster, epoch);
  } catch (error) {
    if (!asFailure(error, cluster).retryable) throw error;
    await tools.fleet.standing();
    await tools.lockRecord.assert(cluster, epoch);
  }
}
