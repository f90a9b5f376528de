import type { Tone } from '../model/card.ts';
import type { OverrideState } from '../model/override.ts';
import type { Plan, RolloutKind } from '../model/plan.ts';
import type { HostStep, Rollout, RolloutState } from '../model/rollout.ts';
import { inARow, say } from '../text/say.ts';
import { plain } from './plain.ts';

/** How a rollout stands. */
export function stateText(state: RolloutState): string {
  const texts: Record<RolloutState, string> = {
    'awaiting-approval': say`awaiting approval`,
    queued: say`waiting for the lock`,
    running: say`running`,
    paused: say`paused`,
    waiting: say`waiting for an answer`,
    aborting: say`aborting`,
    succeeded: say`succeeded`,
    aborted: say`aborted`,
    failed: say`failed`,
    dropped: say`dropped`,
  };
  return texts[state];
}

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

/** How an override stands. */
export function overrideText(state: OverrideState): string {
  const texts: Record<OverrideState, string> = {
    'awaiting-approval': say`awaiting confirmation`,
    'taking-out': say`being taken out`,
    out: say`out of service`,
    returning: say`being given back`,
    asking: say`waiting for an answer`,
    ended: say`ended`,
    dropped: say`dropped`,
  };
  return texts[state];
}

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
    snapshot: say`reading weight and state`,
    drain: say`draining`,
    'await-connections': say`drained, waiting for its connections to end`,
    deploy: say`deploying ${plain(release, 60)}`,
    verify: say`verifying`,
    restore: say`giving back its weight`,
    'verify-in-pool': say`back, waiting to be seen healthy`,
  };
  return texts[step];
}

/** The release that runs now: one, `mixed`, or undefined where nobody knows. */
function releaseNow(plan: Plan): string | undefined {
  const now = new Set(plan.batches.flatMap(({ hosts }) => hosts.map(({ from }) => from)));
  if (now.size > 1) return say`mixed`;
  const [only] = now;
  return only;
}

function kindText(kind: RolloutKind): string {
  const texts: Record<RolloutKind, string> = {
    deploy: say`deploy`,
    rollback: say`rollback`,
    restart: say`restart`,
  };
  return texts[kind];
}

/** `r12 deploy web v1 → v2`. */
export function headOf(
  rollout: Pick<Rollout, 'cluster' | 'kind' | 'release' | 'plan'> & { id?: string },
): string {
  const from = releaseNow(rollout.plan);
  const to = plain(rollout.release, 60);
  const releases = from === undefined || rollout.kind === 'restart' ? to : say`${plain(from, 60)} → ${to}`;
  const { id, cluster } = rollout;
  const kind = kindText(rollout.kind);
  if (id === undefined) return say`${kind} ${cluster} ${releases}`;
  return say`${id} ${kind} ${cluster} ${releases}`;
}

/** Names in a row; of those over `most` only the number. */
export function namesText(names: readonly string[], most = 6): string {
  const shown = names.slice(0, most).map((name) => plain(name, 80));
  return names.length > most ? say`${inARow(shown)} and ${names.length - most} more` : inARow(shown);
}
