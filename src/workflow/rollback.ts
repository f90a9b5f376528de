import type { Rollout } from '../model/rollout.ts';
import { makePlan } from '../plan/make.ts';
import type { HostProgress } from '../store/rollouts.ts';
import { clusterOf } from './at.ts';
import { gatherFacts } from './facts.ts';
import { wantsRollback } from './steering.ts';
import type { Tools } from './tools.ts';

/**
 * Where people (or the policy) want the rollout taken back: creates the rollout that does it, and gives its id. It
 * covers the hosts whose job may have run, in reverse order, each to the release that ran there before. The approval
 * of the first rollout covers it; so does its lock, which it is handed.
 */
export async function prepareRollback(tools: Tools, id: string): Promise<string | undefined> {
  const { rollouts, steers } = tools.store;
  const wishes = await steers.of(id);
  const rollout = await rollouts.get(id);
  if (!rollout || !wantsRollback(wishes)) return undefined;
  const person = wishes.find(({ verb }) => verb === 'rollback')?.person ?? rollout.requester;
  const plan = await planOf(tools, rollout, await rollouts.hosts(id));
  if (plan === undefined) return undefined;
  const next = `${id}-back`;
  await rollouts.create(next, {
    plan,
    requester: person,
    state: 'queued',
    approvers: rollout.approvers,
    rollsBack: id,
  });
  await tools.store.journal.record({
    rollout: next,
    cluster: plan.cluster,
    key: `${next}/planned`,
    body: { type: 'planned', person },
  });
  return next;
}

async function planOf(tools: Tools, rollout: Rollout, hosts: readonly HostProgress[]) {
  const cluster = clusterOf(tools, rollout.cluster);
  const touched = hosts.filter((each) => each.touched).toReversed();
  const unknown = touched.filter(({ from }) => from === undefined);
  if (unknown.length > 0)
    await note(
      tools,
      rollout,
      `not rolled back, as no earlier release is known: ${unknown.map(({ host }) => host).join(', ')}`,
    );
  const known = touched.flatMap(({ host, from }) => {
    const found = cluster.hosts.find(({ name }) => name === host);
    return found && from !== undefined ? [{ host: found, to: from }] : [];
  });
  if (known.length === 0) return undefined;
  const facts = await gatherFacts(tools, cluster, rollout.id);
  const made = makePlan(
    { cluster, kind: 'rollback', release: labelOf(known), hosts: known },
    cluster.strategy,
    facts,
  );
  if ('plan' in made) return made.plan;
  await note(tools, rollout, `not rolled back: ${made.impossible}`);
  return undefined;
}

/** `v1`, or `v1, v0` where the hosts ran different releases. */
export const labelOf = (hosts: readonly { readonly to: string }[]): string =>
  [...new Set(hosts.map(({ to }) => to))].join(', ');

const note = (tools: Tools, { id, cluster }: Rollout, text: string) =>
  tools.store.journal.record({
    rollout: id,
    cluster,
    key: `${id}/rollback-note`,
    body: { type: 'note', text },
  });
