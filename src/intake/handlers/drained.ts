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
  const reason = host?.reason ?? host?.step;
  return { ...held, ...(outSince && { since: outSince }), ...(reason !== undefined && { reason }) };
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
  const text = await desk.bringBack({ cluster: cluster.name, host, rollout, person }, request.id);
  return { code: 'ok', card: { title: text, tone: 'plain' } };
};
