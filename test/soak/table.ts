import type { RecoveryKind } from '../../src/model/recovery.ts';
import type { Asking } from './ask.ts';
import type { Evidence } from './evidence.ts';
import type { Roller } from './roller.ts';
import type { Stage } from './stage.ts';

export interface Course {
  readonly seed: number;
  readonly seconds: number;
  readonly kills: number;
  /** Rollouts that another process, or the same one after its start, went on with. */
  readonly takenUp: Readonly<Record<RecoveryKind, number>>;
}

/** What was done and measured, a line each, for people. */
export function tableOf(
  stage: Stage,
  { asking, roller }: { readonly asking: Asking; readonly roller: Roller },
  evidence: Evidence,
  { seed, seconds, kills, takenUp }: Course,
): string {
  const { first, last } = evidence.memory;
  const ends = new Map<string, number>();
  for (const { state } of evidence.rollouts) ends.set(state, (ends.get(state) ?? 0) + 1);
  const asked = evidence.rollouts.filter((rollout) => rollout.asked).length;
  const waits = asking.waits.toSorted((a, b) => a - b);
  const within = (share: number) => Math.round(waits[Math.floor(waits.length * share)] ?? 0);
  const rows: readonly (readonly [string, string])[] = [
    ['seed', String(seed)],
    ['rollouts', `${asked}, and ${evidence.rollouts.length - asked} that took one back`],
    ['how they ended', [...ends].map(([state, n]) => `${n} ${state}`).join(', ')],
    [
      'hosts',
      `${stage.hosts} each; ${evidence.ran.length} deploys ran, ${stage.pools.changes()} changes of members`,
    ],
    ['kills', `${kills}, of the ${stage.mortal.length} processes that are killed again and again`],
    ['taken up', `${takenUp.takeover} by another process, ${takenUp.restart} by one that was started again`],
    [
      'failed deploys',
      Object.entries(roller.answers)
        .map(([way, n]) => `${n} ${way}`)
        .join(', '),
    ],
    [
      'commands',
      `${waits.length}; ${asking.again()} tries met a bot that was down or killed meanwhile; half within ${within(0.5)} ms, 95% within ${within(0.95)} ms`,
    ],
    [
      'seconds',
      `${Math.round(seconds)}; ${(evidence.rollouts.length / (seconds / 60)).toFixed(1)} rollouts a minute`,
    ],
    ['heap', `${first.heapMb} MB in the first quarter, ${last.heapMb} MB in the last one`],
    ['resident', `${first.residentMb} MB in the first quarter, ${last.residentMb} MB in the last one`],
  ];
  return rows.map(([what, value]) => `${what.padEnd(15)} ${value}`).join('\n');
}
