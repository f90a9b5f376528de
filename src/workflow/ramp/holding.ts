import type { Balancer } from '../../balancer/balancer.ts';
import type { MemberRef } from '../../model/cluster.ts';
import type { StepWeight } from '../../model/stepping.ts';
import { stepsThatDiffer, weightAt } from '../../policy/step-weight.ts';
import type { Held } from '../../store/custody.ts';
import type { At } from '../at.ts';
import { withBalancer } from '../members.ts';
import type { Tools } from '../tools.ts';

/** Whose members go step by step: a rollout's at one of its hosts, or an override's. */
export interface Holding {
  readonly at: At;
  /** In the order in which they change. */
  readonly members: readonly MemberRef[];
  /** How long a silent balancer is waited for, in milliseconds. */
  readonly withinMs: number;
  /** Whether what is held is theirs to change. */
  isMine(held: Held): boolean;
  /** Throws where nothing may be changed any more. */
  demandRight(): Promise<unknown>;
}

/** Changes one member, if it is not there yet, to a part of its weight; in the turn of its pool. */
export type Change = (member: Changing, weight: number) => Promise<void>;

interface Changing {
  readonly balancer: Balancer;
  readonly ref: MemberRef;
  readonly held: Held;
}

interface Steppable {
  readonly ref: MemberRef;
  readonly of: number;
  /** The least weight with which its balancer sends anything. */
  readonly least: number;
}

/** Members that were in service and have parts of their weight which serve. The others change with the last change. */
export async function steppable(
  tools: Tools,
  { members, isMine }: Holding,
  smallest: number,
): Promise<readonly Steppable[]> {
  const found: Steppable[] = [];
  for (const ref of members) {
    const held = await tools.store.custody.of(ref.pool.id, ref.member);
    if (!held?.outSince || !isMine(held) || held.saved.state !== 'ready') continue;
    const { weight: of } = held.saved;
    const least = Math.max(1, tools.balancer(ref.pool.provider).abilities.minWeight);
    if (weightAt(of, smallest, least) < of) found.push({ ref, of, least });
  }
  return found;
}

/** The steps that make a difference to the members. */
export const stepsFor = (steps: readonly number[], members: readonly Steppable[]): readonly number[] =>
  members.length === 0 ? [] : stepsThatDiffer(steps, members);

interface AllTo {
  readonly members: readonly Steppable[];
  readonly percent: number;
  /** Ends the waiting for a silent balancer. */
  readonly signal: AbortSignal;
}

/** Brings the members to a step, one pool after the other; gives what each has, or had more (or less) of already. */
export async function changeAll(
  tools: Tools,
  holding: Holding,
  { members, percent, signal }: AllTo,
  change: Change,
): Promise<readonly StepWeight[]> {
  const done: StepWeight[] = [];
  for (const { ref, least } of members) {
    const { pool, member } = ref;
    const options = { signal, withinMs: holding.withinMs };
    const step = await withBalancer(tools, holding.at, pool, options, (balancer) =>
      tools.turns.inTurn(pool.id, async () => {
        const held = await tools.store.custody.of(pool.id, member);
        if (!held || !holding.isMine(held)) return undefined;
        const { weight: of } = held.saved;
        const weight = weightAt(of, percent, least);
        await change({ balancer, ref, held }, weight);
        return { pool: pool.id, member, weight, of };
      }),
    );
    if (step) done.push(step);
  }
  return done;
}

/** Durable mark, then the right, then the change: in this order, so that a crash anywhere leaves a member that is known. */
export async function give(
  tools: Tools,
  { demandRight }: Holding,
  { pool, member }: MemberRef,
  weight: number,
  change: () => Promise<void>,
): Promise<void> {
  await tools.store.custody.markGiven(pool.id, member, weight);
  await demandRight();
  await change();
}
