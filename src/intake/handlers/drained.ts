import { setTimeout as sleep } from 'node:timers/promises';
import { asFailure } from '../../model/failure.ts';
import { inService } from '../../model/member.ts';
import { mayDeploy } from '../../policy/access.ts';
import { drainedCard } from '../../report/held-cards.ts';
import type { Held } from '../../store/custody.ts';
import { clusterNamed, type Desk, demand, type Handler, Refusal } from '../desk.ts';

/** Everything that is out of service on our account, with why. */
export const drained: Handler<'drained'> = async (desk) => {
  const held = (await desk.tools.store.custody.all()).filter(({ outSince }) => outSince !== undefined);
  const views = await Promise.all(held.map((each) => viewOf(desk, each)));
  return { code: 'ok', card: drainedCard(views, desk.now()) };
};

async function viewOf(desk: Desk, { outSince, ...held }: Held) {
  const host = (await desk.tools.store.rollouts.hosts(held.rollout)).find(
    ({ host: name }) => name === held.host,
  );
  const why = host?.reason ?? host?.step;
  const reason = [await nowText(desk, held), why].filter((part) => part !== undefined).join('; ');
  return { ...held, ...(outSince && { since: outSince }), ...(reason !== '' && { reason }) };
}

/** What the balancer says now, where that is not what we left: somebody, or a restart, has put it back. */
async function nowText({ tools, clusters }: Desk, { cluster, pool: id, member }: Omit<Held, 'outSince'>) {
  const pool = clusters.find(({ name }) => name === cluster)?.pools.find((each) => each.id === id);
  if (!pool) return `${id} is no longer in the config`;
  try {
    const live = (await tools.balancer(pool.provider).read(pool.name)).find(({ name }) => name === member);
    if (!live) return `${id} has no such member any more`;
    return inService(live) ? `IN SERVICE now, with weight ${live.weight}: not by us` : undefined;
  } catch (error) {
    return asFailure(error, id).message;
  }
}

/** Brings a host back that a rollout left out: only if its probes pass, and exactly as it was. */
export const enable: Handler<'enable'> = async (desk, { cluster: name, member }, request) => {
  const cluster = clusterNamed(desk, name);
  demand(mayDeploy(cluster.access, cluster.name, request.person));
  const held = (await desk.tools.store.custody.all(cluster.name)).filter(
    (each) => each.member === member || each.host === member,
  );
  const [first] = held.filter(({ outSince }) => outSince !== undefined);
  if (!first)
    throw new Refusal(
      'refused',
      `${member} is not held out of ${cluster.name} by a rollout; \`members ${cluster.name}\` shows how it is`,
    );
  const holder = await desk.tools.lock.holder(cluster.name);
  if (holder)
    throw new Refusal(
      'refused',
      `${cluster.name} is locked by ${holder.name} (${holder.reason}): that comes first`,
    );
  const { host, rollout } = first;
  const { person } = request;
  const under = desk.bringBack({ cluster: cluster.name, host, rollout, person, request: request.id });
  const text = await Promise.race([under, later(host, cluster.name)]);
  return { code: 'ok', card: { title: text, tone: 'plain' } };
};

/** Chats want an answer within three seconds; a host that takes longer to verify is told of by `members`. */
async function later(host: string, cluster: string): Promise<string> {
  await sleep(2_000, undefined, { ref: false });
  return `${host} is being verified and comes back if it is well; \`members ${cluster}\` shows how it stands`;
}
