import { Failure } from '../model/failure.ts';
import type { Plan } from '../model/plan.ts';
import { isFinal, type Rollout } from '../model/rollout.ts';
import { kept } from '../text/say.ts';
import { clusterOf } from './at.ts';
import { gatherFacts } from './facts.ts';
import { untilLocksAnswer } from './locks-answer.ts';
import { ownLock } from './own-lock.ts';
import type { Tools } from './tools.ts';

export type Begun =
  | { readonly may: true; readonly plan: Plan; readonly epoch: number }
  | { readonly may: false };

/** Takes the lock and looks once more whether everything is there; a refusal changes nothing and says why. */
export async function begin(tools: Tools, id: string): Promise<Begun> {
  const rollout = await tools.store.rollouts.get(id);
  if (!rollout) throw new Error(`rollout ${id} is not in the store`); // not shown
  if (isFinal(rollout.state)) return { may: false };
  const { plan, cluster } = rollout;
  const reason = reasonOf(plan, rollout.requester);
  const claim = { kind: 'rollout' as const, name: id, reason };
  const lock = await untilLocksAnswer(tools, rollout, () => tools.lock.acquire(cluster, claim));
  if (!lock.got) {
    const { holder } = lock;
    return drop(
      tools,
      id,
      cluster,
      kept`${cluster} is locked by ${holder.name} (${holder.reason}) since ${holder.since.toISOString()}`,
    );
  }
  const problem = await preflight(tools, rollout);
  if (problem !== undefined) {
    await untilLocksAnswer(tools, rollout, () => tools.lock.release(cluster, lock.hold));
    return drop(tools, id, cluster, kept`${problem}; nothing was changed`);
  }
  await tools.store.journal.record({
    rollout: id,
    cluster,
    key: `${id}/running`,
    body: { type: 'state', state: 'running' },
  });
  return { may: true, plan, epoch: lock.hold };
}

/** Drops a rollout that an error stopped before it was begun, and lets go of a lock that it may have; false where it was. */
export async function dropUnbegun(tools: Tools, id: string): Promise<boolean> {
  const rollout = await tools.store.rollouts.get(id);
  if (rollout?.state !== 'queued') return false;
  const { cluster } = rollout;
  await untilLocksAnswer(tools, rollout, async () => {
    const own = await ownLock(tools, rollout);
    if (own) await tools.lock.release(cluster, own.hold);
  });
  await drop(tools, id, cluster, kept`stopped by an error of the bot's own; nothing was changed`);
  return true;
}

/** What the lock is held for. */
function reasonOf({ kind, release }: Plan, by: string): string {
  if (kind === 'rollback') return kept`rollback ${release} by ${by}`;
  return kind === 'restart' ? kept`restart ${release} by ${by}` : kept`deploy ${release} by ${by}`;
}

/** Every member of the plan is there, once. */
async function preflight(tools: Tools, { id, plan, rollsBack }: Rollout): Promise<string | undefined> {
  try {
    const facts = await gatherFacts(tools, clusterOf(tools, plan.cluster), id);
    for (const { pool, member } of plan.batches
      .flatMap(({ hosts }) => hosts)
      .flatMap(({ members }) => members)) {
      const found = facts.pools.get(pool)?.filter(({ name }) => name === member).length ?? 0;
      if (found === 0) return kept`${pool} has no member ${member}`;
      if (found > 1) return kept`${pool} has ${found} members named ${member}`;
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // A silent balancer must not prevent that a rollout is taken back: each host looks itself, and asks.
    return error.retryable && rollsBack !== undefined ? undefined : error.message;
  }
}

async function drop(tools: Tools, rollout: string, cluster: string, reason: string): Promise<Begun> {
  await tools.store.journal.record({
    rollout,
    cluster,
    key: `${rollout}/dropped`,
    body: { type: 'state', state: 'dropped', reason },
  });
  return { may: false };
}

interface BatchAt {
  readonly rollout: string;
  readonly plan: Plan;
  readonly batch: number;
}

/** Announces the batch, opens its and the next batch's connections, and lets go of the last one's. */
export async function beginBatch(tools: Tools, { rollout, plan, batch }: BatchAt): Promise<void> {
  const { name = '', hosts = [] } = plan.batches[batch] ?? {};
  const body = { type: 'batch' as const, batch, name, hosts: hosts.map(({ host }) => host) };
  await tools.store.journal.record({
    rollout,
    cluster: plan.cluster,
    key: `${rollout}/batch/${batch}`,
    body,
  });
  const cluster = clusterOf(tools, plan.cluster);
  const deployer = tools.deployer(cluster);
  const inBatch = (i: number) => {
    const names = new Set(plan.batches[i]?.hosts.map(({ host }) => host));
    return cluster.hosts.filter(({ name: host }) => names.has(host));
  };
  for (const host of [...inBatch(batch), ...inBatch(batch + 1)]) deployer.prepare(host);
  for (const host of inBatch(batch - 1)) {
    await deployer
      .release(host)
      .catch((error: unknown) => tools.log(`${host.name} was not let go: ${String(error)}`));
  }
}
