import type { Holder } from '../../lock/lock.ts';
import { asFailure } from '../../model/failure.ts';
import type { Override } from '../../model/override.ts';
import type { Rollout } from '../../model/rollout.ts';
import type { OpenQuestion } from '../../store/rollouts.ts';
import type { Reader } from './held.ts';

/** A question that is open, and since when. */
export interface Waiting extends OpenQuestion {
  readonly since?: Date;
}

export interface LockNow {
  readonly cluster: string;
  readonly holder?: Holder;
  /** Of a rollout: whether it has ended, or is not known at all. */
  readonly over?: boolean;
  /** Why it can't be read. */
  readonly problem?: string;
}

/** What the database and the locks say of what is under way. */
export interface Facts {
  readonly rollouts: readonly { readonly rollout: Rollout; readonly questions: readonly Waiting[] }[];
  readonly overrides: readonly Override[];
  readonly locks: readonly LockNow[];
  /** Which process works on a rollout or override, by its id; absent: none. */
  readonly workers: ReadonlyMap<string, string>;
}

/** Whose facts are wanted, and who knows which process works on what. */
export interface Wanted {
  readonly clusters: readonly string[];
  concerns(cluster: string): boolean;
  workers(): Promise<ReadonlyMap<string, string>>;
}

export async function gatherFacts(tools: Reader, { clusters, concerns, workers }: Wanted): Promise<Facts> {
  const { store } = tools;
  const rollouts = (await store.rollouts.unfinished()).filter(({ cluster }) => concerns(cluster));
  const overrides = (await store.overrides.unfinished()).filter(({ cluster }) => concerns(cluster));
  const names = new Set([...clusters, ...rollouts.map(({ cluster }) => cluster)]);
  return {
    rollouts: await Promise.all(
      rollouts.map(async (rollout) => ({ rollout, questions: await questionsOf(tools, rollout) })),
    ),
    overrides,
    locks: await Promise.all([...names].map((cluster) => lockOf(tools, cluster))),
    workers: await workers(),
  };
}

async function questionsOf({ store }: Reader, { id }: Rollout): Promise<readonly Waiting[]> {
  const open = await store.rollouts.questions(id);
  if (open.length === 0) return [];
  const asked = (await store.journal.after(id, 0)).filter(({ body }) => body.type === 'question');
  return open.map((question) => {
    const since = asked.findLast(({ body }) => body.type === 'question' && body.host === question.host)?.at;
    return { ...question, ...(since && { since }) };
  });
}

async function lockOf({ store, lock }: Reader, cluster: string): Promise<LockNow> {
  try {
    const holder = await lock.holder(cluster);
    if (holder?.kind !== 'rollout') return { cluster, ...(holder && { holder }) };
    const rollout = await store.rollouts.get(holder.name);
    return { cluster, holder, over: rollout === undefined || rollout.finishedAt !== undefined };
  } catch (error) {
    return { cluster, problem: asFailure(error, cluster).message };
  }
}
