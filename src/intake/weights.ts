import { type Cluster, type Host, type MemberRef, namesIn } from '../model/cluster.ts';
import { asFailure } from '../model/failure.ts';
import { mayTakeOut } from '../policy/capacity.ts';
import type { WeightChange } from '../report/weight-card.ts';
import type { Held } from '../store/custody.ts';
import { kept, say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { pick } from '../workflow/members.ts';
import { type Desk, Refusal } from './desk.ts';
import type { Asked } from './intake.ts';
import { changePool, readPool } from './live.ts';

export type { WeightChange } from '../report/weight-card.ts';

/** Refuses what a pool's balancer has no such weight for, and a weight of 0 for hosts that a pool can't spare together. */
export async function demandPossible(
  desk: Desk,
  cluster: Cluster,
  hosts: readonly Host[],
  weight: number,
): Promise<void> {
  for (const host of hosts)
    for (const ref of host.members) await demandMemberPossible(desk, cluster, { ref, hosts }, weight);
}

interface Wanted {
  readonly ref: MemberRef;
  readonly hosts: readonly Host[];
}

async function demandMemberPossible(
  { tools }: Desk,
  { strategy }: Cluster,
  { ref, hosts }: Wanted,
  weight: number,
): Promise<void> {
  const { pool, member } = ref;
  const { minWeight, maxWeight } = tools.balancer(pool.provider).abilities;
  if (weight < minWeight || weight > maxWeight)
    throw new Refusal('refused', say`${pool.id} takes weights from ${minWeight} to ${maxWeight}`);
  const live = await readPool(tools, pool);
  pick(live, ref);
  const out = await tools.store.custody.outOf(pool.id);
  if (weight > 0 || out.has(member)) return;
  const names = hosts.map((host) => namesIn(host, pool));
  const ofOneHost = Math.max(...names.map(({ length }) => length));
  const decision = mayTakeOut({ pool: pool.id, live, out }, names.flat(), strategy, ofOneHost);
  if (!decision.allowed)
    throw new Refusal('refused', say`${member} can't get weight 0: ${told(decision.reason)}`);
}

/** To be called in the turn of the pool: nobody takes the member, or gives it back, in between. */
export async function setWeightIn(
  desk: Desk,
  cluster: Cluster,
  ref: MemberRef,
  to: number,
  asked: Asked,
): Promise<WeightChange> {
  const { pool, member } = ref;
  const held = await desk.tools.store.custody.of(pool.id, member);
  if (held?.outSince) return setHeld(desk, held, to, asked);
  const from = pick(await readPool(desk.tools, pool), ref).weight;
  const key = `weight/${asked.id}/${pool.id} ${member}`;
  const { journal } = desk.tools.store;
  const of = { cluster: cluster.name };
  const change = { pool: pool.id, member, from, to, held: false };
  // Durable before it is changed; asked again after a crash it tells what was there the first time.
  await journal.record({ ...of, key, body: { type: 'weight', person: asked.person, ...change } });
  const first = await journal.byKey(key);
  try {
    await changePool(desk.tools, pool, (balancer) => balancer.setWeight(pool.name, member, to));
  } catch (error) {
    const text = kept`the weight of ${member} in ${pool.id} was not set to ${to}: ${asFailure(error, pool.id).message}`;
    await journal.record({ ...of, key: `${key}/failed`, body: { type: 'note', text } });
    throw error;
  }
  return { pool: pool.id, member, from: first?.type === 'weight' ? first.from : from, held: false };
}

/** Out on our account: what it gets back changes, and its balancer is not asked. */
async function setHeld(desk: Desk, held: Held, to: number, asked: Asked): Promise<WeightChange> {
  const { pool, member, cluster, rollout, saved } = held;
  const { journal } = desk.tools.store;
  const key = `weight/${asked.id}/${pool} ${member}`;
  const body = {
    type: 'weight' as const,
    person: asked.person,
    pool,
    member,
    from: saved.weight,
    to,
    held: true,
  };
  await journal.record({ rollout, cluster, key, body });
  const first = await journal.byKey(key);
  return { pool, member, from: first?.type === 'weight' ? first.from : saved.weight, held: true };
}
