import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../src/model/failure.ts';
import { cancelWorkflow } from '../doubles/memory-engine.ts';
import type { PeoplesAct, WorldsAct } from './scenario.ts';
import type { Scene } from './scene.ts';

const worlds: Readonly<Record<WorldsAct['do'], true>> = {
  ...{ cancel: true, fail: true, silence: true, forget: true, set: true, down: true },
  ...{ exit: true, endless: true, unreachable: true, cut: true, ill: true },
};

export const isWorlds = (act: PeoplesAct | WorldsAct): act is WorldsAct => act.do in worlds;

/** Something outside goes wrong, or somebody else has a hand in it. */
export async function disturb(scene: Scene, act: WorldsAct): Promise<void> {
  const { balancer, hosts, verdicts, silence } = scene.world;
  switch (act.do) {
    case 'fail':
      return balancer.fault(act.op, act.nth, new Failure(act.kind, 'lb', `lb: ${act.kind}`), act.took);
    case 'cancel':
      return cancel(scene, act);
    case 'silence':
      silence.until = performance.now() + act.forMs;
      return;
    case 'forget':
      return forget(scene);
    case 'set':
      return set(scene, act);
    case 'down':
      return down(scene, act);
    case 'exit':
      return void hosts.exitCodes.set(act.host, act.code);
    case 'endless':
      return during(act.forMs, hosts.endless, act.host);
    case 'unreachable':
      return during(act.forMs, hosts.unreachable, act.host);
    case 'cut':
      return hosts.cut(act.host);
    case 'ill': {
      verdicts.set(act.host, { answer: act.answer, reason: 'it is not well' });
      await sleep(act.forMs);
      return void verdicts.delete(act.host);
    }
  }
}

/** What brings a host back for a command is not looked after, and so is let be. */
function cancel({ engine }: Scene, { nth, all }: Extract<WorldsAct, { do: 'cancel' }>): void {
  const open = [...engine]
    .filter(([id, { end }]) => end === undefined && !id.startsWith('bring-back/'))
    .map(([id]) => id);
  const chosen = all ? open : open.slice(nth % Math.max(1, open.length)).slice(0, 1);
  for (const id of chosen) cancelWorkflow(engine, id);
}

async function during(ms: number, set: Set<string>, host: string): Promise<void> {
  set.add(host);
  await sleep(ms);
  set.delete(host);
}

/** Everything is as it is configured, also what somebody had set since. */
function forget({ world, scenario }: Scene): void {
  world.forgot.at = performance.now();
  const plans = new Map(
    scenario.clusters.flatMap(({ hosts }) => hosts).map((plan) => [plan.name, plan] as const),
  );
  for (const [pool, members] of world.balancer.world.pools)
    for (const member of members) {
      const plan = plans.get(member.name);
      if (!plan) continue;
      const { weight, state } = plan;
      Object.assign(member, { weight, state });
      world.originals.allow(pool, member.name, { weight, state });
    }
}

/**
 * What the bot does not hold is what somebody made it. Of what it holds, or is about to, it may know already what it was:
 * either is right then.
 */
async function set(
  { world, seen, scenario }: Scene,
  { host, pool: nth, weight }: Extract<WorldsAct, { do: 'set' }>,
): Promise<void> {
  const pool = world.clusters[0]?.pools[nth];
  const member = pool && world.balancer.world.pools.get(pool.name)?.find(({ name }) => name === host);
  if (!member || member.weight === 0) return;
  const held = await seen.custody.of(pool.id, host);
  const byHand = (await seen.overrides.unfinished()).some((override) => override.host === host);
  member.weight = weight;
  const plan = scenario.clusters[0]?.hosts.find(({ name }) => name === host);
  const saved = { weight, state: plan?.state ?? member.state };
  if (held || byHand || world.weighing.has(host)) world.originals.allow(pool.name, host, saved);
  else world.originals.replace(pool.name, host, saved);
}

async function down({ world }: Scene, { host, forMs }: Extract<WorldsAct, { do: 'down' }>): Promise<void> {
  const members = [...world.balancer.world.pools.values()].flat().filter(({ name }) => name === host);
  world.wereDown.add(host);
  for (const member of members) member.health = 'down';
  await sleep(forMs);
  for (const member of members) member.health = 'up';
}
