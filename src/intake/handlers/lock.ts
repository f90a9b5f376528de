import { mayDeploy } from '../../policy/access.ts';
import { locksCard } from '../../report/held-cards.ts';
import { clusterNamed, type Desk, demand, type Handler, Refusal } from '../desk.ts';
import type { Request } from '../intake.ts';

export const lock: Handler<'lock'> = async (desk, command, request) => {
  const name = demandDeployer(desk, command.cluster, request);
  const { reason } = command;
  const acquired = await desk.tools.lock.acquire(name, { kind: 'person', name: request.person, reason });
  if (!acquired.got) {
    const { holder } = acquired;
    throw new Refusal(
      'refused',
      `${name} is locked by ${holder.name} (${holder.reason}) since ${holder.since.toISOString()}`,
    );
  }
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
  if (holder.kind === 'rollout')
    throw new Refusal(
      'refused',
      `Rollout ${holder.name} holds ${name} until it ends; \`abort ${holder.name}\` stops it`,
    );
  await desk.tools.lock.release(name, holder.name);
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
