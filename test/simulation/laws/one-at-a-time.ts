import { isOverrideId } from '../../../src/model/override.ts';
import { isFinal } from '../../../src/model/rollout.ts';
import { subjectOf } from '../../../src/workflow/ids.ts';
import { virtualBegin } from '../../doubles/virtual-time.ts';
import type { Evidence } from '../evidence.ts';
import type { Change } from '../world.ts';

/** 1. At most one rollout changes a cluster at a time. */
export const oneAtATime = (evidence: Evidence): string[] => [
  ...evidence.clusters.flatMap(({ name }) => atOnce(evidence, name)),
  ...evidence.changes.filter((change) => !isHeld(change)).map(strayText),
  ...evidence.changes.flatMap((change) => intoHands(evidence, change)),
  ...evidence.holders.map(({ name, kind }) => `at rest ${kind} ${name} still holds a cluster`),
];

function atOnce({ journal }: Evidence, cluster: string): string[] {
  const broken: string[] = [];
  const running = new Set<string>();
  for (const { rollout, body, cluster: of } of journal) {
    if (of !== cluster || rollout === undefined || body.type !== 'state') continue;
    if (isFinal(body.state)) running.delete(rollout);
    else if (body.state === 'running') {
      if (running.size > 0 && !running.has(rollout)) broken.push(`${rollout} ran beside ${[...running]}`);
      running.add(rollout);
    }
  }
  return [...broken, ...[...running].map((id) => `${id} has no end in the journal`)];
}

/** An override holds members and no lock; a command only sets weights. */
function isHeld({ by, op, holder }: Change): boolean {
  if (by === undefined) return op === 'setWeight';
  const subject = subjectOf(by);
  if (isOverrideId(subject)) return true;
  if (subject === 'bring-back') return holder?.kind === 'person';
  return holder?.kind === 'rollout' && holder.name === subject;
}

/** What a person took out by hand is changed by that alone, from the record that it is theirs to the one that it is not. */
function intoHands({ journal }: Evidence, { by = '', pool, member, at }: Change): string[] {
  if (!subjectOf(by).startsWith('r')) return [];
  let holder = '';
  let since = 0;
  for (const { body, rollout = '', at: recorded } of journal) {
    const isOf = 'pool' in body && body.pool === `lb/${pool}` && 'member' in body && body.member === member;
    const time = recorded.getTime() - virtualBegin;
    if (time >= at) break;
    if (!isOf) continue;
    if (body.type === 'held') [holder, since] = [rollout, time];
    if (body.type === 'handed-over') [holder, since] = [body.to, time];
    if (body.type === 'restored' || body.type === 'let-go') holder = '';
  }
  return isOverrideId(holder)
    ? [`${by} changed ${member} at ${at} ms, which ${holder} had since ${since}`]
    : [];
}

const strayText = ({ by, op, pool, member, at, holder }: Change): string =>
  `${by ?? 'a command'} made ${op} of ${member} in ${pool} at ${at} ms, while ${holder?.name ?? 'nobody'} held the cluster`;
