import type { Tone } from '../model/card.ts';
import type { OverrideState } from '../model/override.ts';
import type { Plan } from '../model/plan.ts';
import type { HostStep, Rollout, RolloutState } from '../model/rollout.ts';
import { inARow, say } from '../text/say.ts';
import { plain } from './plain.ts';

export const stateText: Readonly<Record<RolloutState, string>> = {
  'awaiting-approval': 'awaiting approval',
  queued: 'waiting for the lock',
  running: 'running',
  paused: 'paused',
  waiting: 'waiting for an answer',
  aborting: 'aborting',
  succeeded: 'succeeded',
  aborted: 'aborted',
  failed: 'failed',
  dropped: 'dropped',
};

export const stateTone: Readonly<Record<RolloutState, Tone>> = {
  'awaiting-approval': 'plain',
  queued: 'plain',
  running: 'plain',
  paused: 'warning',
  waiting: 'warning',
  aborting: 'warning',
  succeeded: 'good',
  aborted: 'warning',
  failed: 'bad',
  dropped: 'plain',
};

export const overrideText: Readonly<Record<OverrideState, string>> = {
  'awaiting-approval': 'awaiting confirmation',
  'taking-out': 'being taken out',
  out: 'out of service',
  returning: 'being given back',
  asking: 'waiting for an answer',
  ended: 'ended',
  dropped: 'dropped',
};

export const overrideTone: Readonly<Record<OverrideState, Tone>> = {
  'awaiting-approval': 'plain',
  'taking-out': 'plain',
  out: 'warning',
  returning: 'plain',
  asking: 'warning',
  ended: 'good',
  dropped: 'plain',
};

/** What a host is going through. */
export function stepText(step: HostStep, release: string): string {
  const texts: Record<HostStep, string> = {
    snapshot: 'reading weight and state',
    drain: 'draining',
    'await-connections': 'drained, waiting for its connections to end',
    deploy: `deploying ${plain(release, 60)}`,
    verify: 'verifying',
    restore: 'giving back its weight',
    'verify-in-pool': 'back, waiting to be seen healthy',
  };
  return texts[step];
}

/** The release that runs now: one, `mixed`, or undefined where nobody knows. */
function releaseNow(plan: Plan): string | undefined {
  const now = new Set(plan.batches.flatMap(({ hosts }) => hosts.map(({ from }) => from)));
  if (now.size > 1) return 'mixed';
  const [only] = now;
  return only;
}

/** `r12 deploy web v1 → v2`. */
export function headOf(
  rollout: Pick<Rollout, 'cluster' | 'kind' | 'release' | 'plan'> & { id?: string },
): string {
  const from = releaseNow(rollout.plan);
  const to = plain(rollout.release, 60);
  const releases = from === undefined || rollout.kind === 'restart' ? to : `${plain(from, 60)} → ${to}`;
  return [rollout.id, rollout.kind, rollout.cluster, releases].filter(Boolean).join(' ');
}

/** Names in a row; of those over `most` only the number. */
export function namesText(names: readonly string[], most = 6): string {
  const shown = names.slice(0, most).map((name) => plain(name, 80));
  return names.length > most ? say`${inARow(shown)} and ${names.length - most} more` : inARow(shown);
}
