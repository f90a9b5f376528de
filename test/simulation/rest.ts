import { setTimeout as sleep } from 'node:timers/promises';
import { isActive } from '../../src/model/override.ts';
import type { Rollout } from '../../src/model/rollout.ts';
import type { Scene } from './scene.ts';

/** How long anything may take once nothing is broken any more and every question is answered, in milliseconds. */
const withinMs = 120_000;
const lookMs = 100;

/** What was broken is mended, every question answered and everybody's hand taken off, until nothing is under way. */
export async function bringToRest(scene: Scene): Promise<void> {
  mend(scene);
  await until('nothing is under way', async () => {
    const { rollouts, overrides } = scene.seen;
    const [rolling, out] = [await rollouts.unfinished(), await overrides.unfinished()];
    await freeLocks(scene);
    for (const rollout of rolling) await answer(scene, rollout);
    for (const { id, cluster, host, state } of out)
      await scene.people.say('olga', isActive(state) ? `enable ${cluster} ${host}` : `reject ${id}`);
    return rolling.length + out.length === 0;
  });
}

/** What a person took is theirs until they free it. */
async function freeLocks({ people, world }: Scene): Promise<void> {
  for (const { name } of world.clusters) {
    const { kind, name: person } = world.holders.get(name) ?? {};
    if (kind === 'person' && person === 'bob') await people.say('bob', `unlock ${name}`);
  }
}

/** Brings back what was left out, and was named. */
export async function bringBack(scene: Scene): Promise<void> {
  await until('nothing is held out', async () => {
    const [held] = await scene.seen.custody.all();
    if (held) await scene.people.say('olga', `enable ${held.cluster} ${held.host}`);
    return held === undefined;
  });
}

function mend({ world: { balancer, hosts, verdicts, silence } }: Scene): void {
  balancer.heal();
  silence.until = 0;
  hosts.unreachable.clear();
  hosts.endless.clear();
  hosts.exitCodes.clear();
  verdicts.clear();
  for (const member of [...balancer.world.pools.values()].flat()) member.health = 'up';
}

async function answer({ people, seen }: Scene, { id, state }: Rollout): Promise<void> {
  if (state === 'awaiting-approval') return void (await people.say('alice', `reject ${id}`));
  if (state === 'paused') return void (await people.say('alice', `resume ${id}`));
  for (const { host, answers, text } of await seen.rollouts.questions(id)) {
    const asked = `${id}${host === undefined ? '' : ` ${host}`}`;
    if (answers.includes('continue')) await people.say('alice', `continue ${asked}`);
    else if (answers.includes('promote')) await people.say('alice', `promote ${id}`);
    // Some pools can never spare anybody: that is the one thing that is not mended by itself.
    else await people.say('alice', `${/must keep|may have/.test(text) ? 'skip' : 'retry'} ${asked}`);
  }
}

async function until(what: string, look: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await look())) {
    if (performance.now() > deadline) throw new Error(`it never came to pass that ${what}`);
    await sleep(lookMs);
  }
}
