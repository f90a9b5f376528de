import type { Rollout } from '../model/rollout.ts';
import { takeBackPlan } from '../plan/take-back.ts';
import type { HostProgress } from '../store/rollout-rows.ts';
import { kept } from '../text/say.ts';
import { clusterOf } from './at.ts';
import { wantsRollback } from './steering.ts';
import type { Tools } from './tools.ts';

/**
 * Where people (or the policy) want the rollout taken back: creates the rollout that does it, and gives its id. It
 * covers the hosts whose job may have run, in reverse order, each to the release that ran there before. The approval
 * of the first rollout covers it; so does its lock, which it is handed.
 */
export async function prepareRollback(tools: Tools, id: string): Promise<string | undefined> {
  const { rollouts, steers, journal } = tools.store;
  const wishes = await steers.of(id);
  const rollout = await rollouts.get(id);
  if (!rollout || !wantsRollback(wishes)) return undefined;
  const person = wishes.find(({ verb }) => verb === 'rollback')?.person ?? rollout.requester;
  const hosts = await knownBefore(tools, rollout, await rollouts.hosts(id));
  if (hosts.length === 0) return undefined;
  const plan = takeBackPlan(rollout.plan, hosts, clusterOf(tools, rollout.cluster).strategy.batches);
  const next = `${id}-back`;
  const { approvers } = rollout;
  await rollouts.create(next, { plan, requester: person, state: 'queued', approvers, rollsBack: id });
  const body = { type: 'planned' as const, person };
  await journal.record({ rollout: next, cluster: plan.cluster, key: `${next}/planned`, body });
  return next;
}

/** Hosts that a job of the rollout may have run on, last first, with what ran there before; others are named. */
async function knownBefore(tools: Tools, rollout: Rollout, hosts: readonly HostProgress[]) {
  const touched = hosts.filter((each) => each.touched).toReversed();
  const unknown = touched.filter(({ from }) => from === undefined).map(({ host }) => host);
  if (unknown.length > 0) {
    const text = kept`not rolled back, as no earlier release is known: ${unknown.join(', ')}`;
    const entry = { rollout: rollout.id, cluster: rollout.cluster, key: `${rollout.id}/rollback-note` };
    await tools.store.journal.record({ ...entry, body: { type: 'note', text } });
  }
  return touched.flatMap(({ host, from }) => (from === undefined ? [] : [{ host, to: from }]));
}
