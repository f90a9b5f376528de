import { asFailure, isDatabaseAway } from '../model/failure.ts';
import type { Override } from '../model/override.ts';
import type { Held } from '../store/custody.ts';
import type { HostProgress } from '../store/rollout-rows.ts';
import { kept } from '../text/say.ts';
import { type At, tell } from './at.ts';
import { LeftAlone, leftAloneText } from './claims.ts';
import { endOwnJobs, unended } from './earlier.ts';
import { keptOutBy } from './recovery/question.ts';
import { restoreAtOnce } from './steps/restore.ts';
import { ok, type StepEnd } from './steps/step.ts';
import type { Tools } from './tools.ts';

export type HostEnd = 'done' | 'unwell' | 'skipped' | 'left-out';

/**
 * Gives back what may go back: a host on which nothing ran, or whose code was verified. One whose code is suspect, from
 * this rollout or an earlier one, stays out.
 */
export async function giveBack(tools: Tools, at: At): Promise<StepEnd> {
  try {
    return await restoreAtOnce(tools, at);
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    if (error instanceof LeftAlone) return { is: 'yielded', reason: error.message };
    const { kind, message } = asFailure(error, at.host);
    return { is: 'failed', kind, reason: message };
  }
}

/**
 * How the host ended, recorded; what is still held is named with why. What its job may still run is ended before, as
 * whatever comes next may run something else there, or give the host back. Run again it finds the same end.
 */
export async function outcomeOf(tools: Tools, at: At, reason: string | undefined): Promise<HostEnd> {
  const running = await unended(at.host, () => endOwnJobs(tools, at));
  const stays = await staysOut(tools, at);
  const back = stays ? ok : await giveBack(tools, at);
  const progress = await tools.store.rollouts.host(at.rollout, at.host);
  const by = await tools.store.overrides.holding(at.cluster, at.host);
  const out = (await heldOut(tools, at)).filter(({ rollout }) => rollout !== by?.id);
  const outcome = endOf(progress, out, reason, by);
  const why = outcome === 'done' ? undefined : whyOf(progress, out, { reason, back, by, stays, running });
  const { outMs } = progress;
  const body = { host: at.host, outcome, attempt: at.attempt, ...(why && { reason: why }) };
  const more = { ...(outMs !== undefined && { outMs }), ...(stays && { suspect: true as const }) };
  await tell(tools, at, 'end', { type: 'host', ...body, ...more });
  return outcome;
}

/** Out of its pools, and left there by a person's word after a crash, whether anything ran on it or not. */
async function staysOut(tools: Tools, at: At): Promise<boolean> {
  if ((await keptOutBy(tools, at)) === undefined) return false;
  return (await heldOut(tools, at)).some(({ rollout }) => rollout === at.rollout);
}

async function heldOut(tools: Tools, { cluster, host }: At): Promise<readonly Held[]> {
  const held = await tools.store.custody.all(cluster);
  return held.filter((each) => each.host === host && each.outSince !== undefined);
}

/** By what is really so: out is what is held; on the release and well is what was verified. */
function endOf(
  { verified, step, touched }: HostProgress,
  out: readonly Held[],
  reason: string | undefined,
  by: Override | undefined,
): HostEnd {
  if (out.length > 0) return 'left-out';
  // Taken out by hand before it was given back: what ran on it is not in service, what did not is as if skipped.
  if (by && step !== 'verify-in-pool') return touched ? 'left-out' : 'skipped';
  // A person gave it back meanwhile, with whatever this rollout's job left there.
  if (!verified) return touched ? 'unwell' : 'skipped';
  if (step === 'restore') return 'done';
  // Verified and at an earlier step again: a retry, which only a host takes that its balancer did not see healthy.
  return step === 'verify-in-pool' && reason === undefined ? 'done' : 'unwell';
}

interface Known {
  readonly reason: string | undefined;
  readonly back: StepEnd;
  readonly by: Override | undefined;
  readonly stays: boolean;
  /** What may still run on the host. */
  readonly running: string | undefined;
}

function whyOf(progress: HostProgress, out: readonly Held[], known: Known): string {
  const why = causeOf(progress, out, known);
  return known.running === undefined ? why : `${why}; ${known.running}`;
}

function causeOf(
  { step, verified, touched }: HostProgress,
  out: readonly Held[],
  { reason, back, by, stays }: Known,
): string {
  const first = reason ?? (step === undefined ? kept`stopped before its turn` : kept`stopped at ${step}`);
  if (by) return takenText(first, by, touched && !verified);
  if (stays) return first;
  if (out.some(({ suspect }) => suspect))
    return kept`${first}; its code is suspect, so it stays out of its pools`;
  if (back.is === 'failed') return kept`${first}; giving it back failed: ${back.reason}`;
  if (touched && !verified) return kept`${first}; a person gave it back, not verified by this rollout`;
  return step === undefined || verified ? first : kept`${first}; it is back as it was`;
}

function takenText(first: string, by: Override, isSuspect: boolean): string {
  const taken = leftAloneText(by);
  const what = first === taken ? taken : `${first}; ${taken}`;
  return isSuspect ? kept`${what}; its code is not verified, and it comes back with ${by.id}` : what;
}
