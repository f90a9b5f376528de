import { leftOutText } from '../model/left-out.ts';
import type { Rollout } from '../model/rollout.ts';
import type { HostProgress } from '../store/rollout-rows.ts';
import { kept } from '../text/say.ts';
import { untilLocksAnswer } from './locks-answer.ts';
import { ownLock } from './own-lock.ts';
import { steeringOf, wantsRollback } from './steering.ts';
import type { Tools } from './tools.ts';

type FinalState = 'succeeded' | 'aborted' | 'failed';

/**
 * Accounts for every host, frees the lock (or hands it to the rollback), and says how it ended. `again` where a wish to
 * roll back came after it was looked for: no click is accepted and then lost. Locks that don't answer are waited for
 * without the turn, so that clicks are.
 */
export async function finish(tools: Tools, id: string, next: string | undefined): Promise<'done' | 'again'> {
  const rollout = await rolloutOf(tools, id);
  return untilLocksAnswer(tools, rollout, () => finishInTurn(tools, id, next));
}

async function rolloutOf(tools: Tools, id: string): Promise<Rollout> {
  const rollout = await tools.store.rollouts.get(id);
  if (!rollout) throw new Error(`rollout ${id} is not in the store`); // not shown
  return rollout;
}

function finishInTurn(tools: Tools, id: string, next: string | undefined): Promise<'done' | 'again'> {
  return tools.turns.inTurn(steeringOf(id), async () => {
    const late = next === undefined && wantsRollback(await tools.store.steers.of(id));
    const touched = (await tools.store.rollouts.hosts(id)).some(
      (host) => host.touched && host.from !== undefined,
    );
    if (late && touched) return 'again';
    await end(tools, id, next);
    return 'done';
  });
}

async function end(tools: Tools, id: string, next: string | undefined): Promise<void> {
  const { rollouts, journal } = tools.store;
  const rollout = await rolloutOf(tools, id);
  const { cluster } = rollout;
  await skipPending(tools, rollout, await rollouts.hosts(id));
  await letGo(tools, rollout, next);
  const ended = endOf(rollout, await rollouts.hosts(id));
  const reason = next === undefined ? ended.reason : takenBack(ended.reason, next);
  const body = { type: 'state' as const, state: ended.state, ...(reason !== undefined && { reason }) };
  await journal.record({ rollout: id, cluster, key: `${id}/finished`, body });
}

const takenBack = (reason: string | undefined, next: string): string =>
  reason === undefined ? kept`stopped; ${next} rolls it back` : kept`${reason}; ${next} rolls it back`;

export async function skipPending(
  tools: Tools,
  { id, cluster }: Rollout,
  hosts: readonly HostProgress[],
): Promise<void> {
  for (const { host, attempt } of hosts.filter(({ outcome }) => outcome === 'pending')) {
    const body = {
      type: 'host' as const,
      host,
      outcome: 'skipped' as const,
      attempt,
      reason: kept`stopped before its turn`,
    };
    await tools.store.journal.record({ rollout: id, cluster, key: `${id}/${host}/pending`, body });
  }
}

async function letGoOfHosts(tools: Tools, rollout: Rollout): Promise<void> {
  const cluster = tools.cluster(rollout.cluster);
  if (!cluster) return;
  const deployer = tools.deployer(cluster);
  for (const host of cluster.hosts) {
    await deployer
      .release(host)
      .catch((error: unknown) => tools.log(`${host.name} was not let go: ${String(error)}`));
  }
}

/**
 * Frees the hosts' connections and the lock. Run again after a crash, the lock may be free already, and the next rollout at
 * work over the same connections: then there is nothing of ours to let go of.
 */
async function letGo(tools: Tools, rollout: Rollout, next: string | undefined): Promise<void> {
  const { id, cluster } = rollout;
  const own = await ownLock(tools, rollout);
  if (own === undefined) return;
  await letGoOfHosts(tools, rollout);
  // Nobody's lock is taken from them for a rollback: it says itself who has it then.
  if (next === undefined || own.disputed) return void (await tools.lock.release(cluster, own.hold));
  await tools.lock.steal(cluster, { kind: 'rollout', name: next, reason: kept`rolls back ${id}` });
}

function endOf(
  { state }: Rollout,
  hosts: readonly HostProgress[],
): { readonly state: FinalState; readonly reason?: string } {
  const unwell = hosts.filter(({ outcome }) => outcome === 'unwell').map(({ host }) => host);
  const out = hosts.filter(({ outcome }) => outcome === 'left-out').map(({ host }) => host);
  const skipped = hosts.filter(({ outcome }) => outcome === 'skipped').map(({ host }) => host);
  const parts = [
    out.length > 0 ? leftOutText(out) : '',
    unwell.length > 0 ? kept`not seen healthy: ${unwell.join(', ')}` : '',
    skipped.length > 0 ? kept`not changed: ${skipped.join(', ')}` : '',
  ];
  const reason = parts.filter((part) => part !== '').join('; ');
  const final = state === 'aborting' ? 'aborted' : out.length + unwell.length > 0 ? 'failed' : 'succeeded';
  return { state: final, ...(reason !== '' && { reason }) };
}
