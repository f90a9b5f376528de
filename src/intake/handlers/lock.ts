import type { Holder } from '../../lock/lock.ts';
import { isFinal } from '../../model/rollout.ts';
import { mayDeploy } from '../../policy/access.ts';
import { locksCard } from '../../report/held-cards.ts';
import { clusterNamed, type Desk, demand, type Handler, Refusal } from '../desk.ts';
import type { Request } from '../intake.ts';

export const lock: Handler<'lock'> = async (desk, command, request) => {
  const name = demandDeployer(desk, command.cluster, request);
  const { reason } = command;
  const before = await desk.tools.lock.holder(name);
  if (before) throw held(name, before);
  const acquired = await desk.tools.lock.acquire(name, { kind: 'person', name: request.person, reason });
  if (!acquired.got) throw held(name, acquired.holder);
  await journal(desk, name, request, { action: 'locked', reason });
  return {
    code: 'ok',
    card: { title: `${name} is locked: ${reason}. \`unlock ${name}\` frees it`, tone: 'good' },
  };
};

/** Frees a person's lock. A rollout's lock belongs to it until it ends. */
export const unlock: Handler<'unlock'> = async (desk, command, request) => {
  const name = demandDeployer(desk, command.cluster, request);
  const holder = await desk.tools.lock.holder(name);
  if (!holder) throw new Refusal('refused', `${name} is not locked`);
  if (holder.kind === 'rollout' && (await isUnfinished(desk, holder.name)))
    throw new Refusal(
      'refused',
      `Rollout ${holder.name} holds ${name} until it ends; \`abort ${holder.name}\` stops it`,
    );
  await desk.tools.lock.release(name, holder.epoch);
  await journal(desk, name, request, {
    action: 'unlocked',
    reason: `was locked by ${holder.name}: ${holder.reason}`,
  });
  return {
    code: 'ok',
    card: {
      title: `${name} is free again; it was locked by ${holder.name} (${holder.reason})`,
      tone: 'good',
    },
  };
};

const held = (name: string, { name: by, reason, since }: Holder) =>
  new Refusal('refused', `${name} is locked by ${by} (${reason}) since ${since.toISOString()}`);

/** A rollout that has ended, and for whatever reason still holds the lock, is no reason to keep the cluster locked. */
async function isUnfinished(desk: Desk, id: string): Promise<boolean> {
  const rollout = await desk.tools.store.rollouts.get(id);
  return rollout !== undefined && !isFinal(rollout.state);
}

export const locks: Handler<'locks'> = async (desk) => {
  const held = await Promise.all(
    desk.clusters.map(async ({ name }) => ({ name, holder: await desk.tools.lock.holder(name) })),
  );
  const views = held.flatMap(({ name, holder }) =>
    holder ? [{ cluster: name, holder: holder.name, since: holder.since, reason: holder.reason }] : [],
  );
  return { code: 'ok', card: locksCard(views, desk.now()) };
};

function demandDeployer(desk: Desk, name: string, request: Request): string {
  const cluster = clusterNamed(desk, name);
  demand(mayDeploy(cluster.access, cluster.name, request.person));
  return cluster.name;
}

const journal = (
  desk: Desk,
  cluster: string,
  { id, person }: Request,
  what: { action: 'locked' | 'unlocked'; reason: string },
) =>
  desk.tools.store.journal.record({ cluster, key: `request/${id}`, body: { type: 'lock', person, ...what } });
