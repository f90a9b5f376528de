import { asFailure } from '../model/failure.ts';
import type { HostProgress } from '../store/rollouts.ts';
import { type At, tell } from './at.ts';
import { restore } from './steps/restore.ts';
import { ok, type StepEnd } from './steps/step.ts';
import type { Tools } from './tools.ts';

export type HostEnd = 'done' | 'skipped' | 'left-out';

/**
 * A host that was drained but not yet deployed to goes back with its weight. One whose job may have run stays out: its
 * code is suspect.
 */
export async function leaveOrGiveBack(tools: Tools, at: At): Promise<StepEnd> {
  const { touched } = await tools.store.rollouts.host(at.rollout, at.host);
  if (touched) return ok;
  try {
    return await restore(tools, at);
  } catch (error) {
    const { kind, message } = asFailure(error, at.host);
    return { is: 'failed', kind, reason: message };
  }
}

/** How the host ended, recorded; what is still held is named with why. Run again it finds the same end. */
export async function outcomeOf(tools: Tools, at: At, reason: string | undefined): Promise<HostEnd> {
  const back = await leaveOrGiveBack(tools, at);
  const progress = await tools.store.rollouts.host(at.rollout, at.host);
  const held = (await tools.store.custody.all(at.cluster)).filter(({ host }) => host === at.host);
  const outcome = endOf(progress, held.length > 0, reason);
  const why = outcome === 'done' ? undefined : whyOf(progress, reason, back);
  const body = {
    host: at.host,
    outcome,
    attempt: at.attempt,
    ...(why && { reason: why }),
    ...outMsOf(progress),
  };
  await tell(tools, at, 'end', { type: 'host', ...body });
  return outcome;
}

function endOf({ touched, step }: HostProgress, held: boolean, reason: string | undefined): HostEnd {
  if (held) return 'left-out';
  if (touched && step === 'verify-in-pool') return reason === undefined ? 'done' : 'left-out';
  return 'skipped';
}

function whyOf({ step, touched }: HostProgress, reason: string | undefined, back: StepEnd): string {
  const first = reason ?? (step === undefined ? 'stopped before its turn' : `stopped at ${step}`);
  if (back.is === 'failed') return `${first}; giving it back failed: ${back.reason}`;
  if (step === undefined) return first;
  if (!touched) return `${first}; it is back as it was`;
  return step === 'verify-in-pool'
    ? first
    : `${first}; its new code is suspect, so it stays out of its pools`;
}

const outMsOf = ({ outMs }: HostProgress) => (outMs === undefined ? {} : { outMs });
