import { setTimeout as sleep } from 'node:timers/promises';
import { formatCommand } from '../../src/command/format.ts';
import { afterCrashVerbs, isFinal, type SteerVerb } from '../../src/model/rollout.ts';
import { disturb, isWorlds } from './disturb.ts';
import type { Act, PeoplesAct } from './scenario.ts';
import type { Scene } from './scene.ts';

/** Everything that happens in a run, each at its time; resolves when the last of it is over. */
export async function perform(scene: Scene): Promise<void> {
  const { scenario } = scene;
  const first = deploy(scene, scenario.release);
  await Promise.all([first, ...scenario.acts.map((act) => later(scene, act))]);
}

async function later(scene: Scene, act: Act): Promise<void> {
  await sleep(act.at);
  await (isWorlds(act) ? disturb(scene, act) : ask(scene, act));
}

const clusterName = ({ world }: Scene): string => world.clusters[0]?.name ?? '';

function ask(scene: Scene, act: PeoplesAct): Promise<unknown> {
  const { people, scenario } = scene;
  const cluster = clusterName(scene);
  switch (act.do) {
    case 'deploy':
      return deploy(scene, act.release, act.batch);
    case 'steer':
      return steer(scene, act);
    case 'disable':
      return people.say(
        'olga',
        formatCommand({
          verb: 'disable',
          cluster,
          members: act.hosts,
          reason: scenario.reason,
          ...forOf(act),
        }),
      );
    case 'enable':
      return people.say('olga', `enable ${cluster} ${act.host}`);
    case 'weight':
      return setWeight(scene, act);
    case 'steal':
      return people.say('bob', `lock ${cluster} --steal it hangs`);
    case 'trespass':
      return trespass(scene, act);
    case 'again':
      return again(scene, act.nth);
    case 'look':
      return look(scene);
  }
}

const forOf = ({ forMs }: { readonly forMs?: number }) => (forMs === undefined ? {} : { forMs });

/** Asked for, and approved by as many as the policy wants. */
export async function deploy(scene: Scene, release: string, batch?: number): Promise<void> {
  const { people, seen } = scene;
  const sizes = batch === undefined ? {} : { batch: { count: batch } };
  const command = {
    verb: 'deploy' as const,
    cluster: clusterName(scene),
    release,
    planOnly: false,
    ...sizes,
  };
  const id = (await people.say('alice', formatCommand(command)))?.rollout;
  if (id === undefined) return;
  for (const person of ['bob', 'carol', 'alice', 'bob', 'carol']) {
    if ((await seen.rollouts.get(id))?.state !== 'awaiting-approval') return;
    await people.say(person, `approve ${id}`);
  }
}

/** The rollout that people mean: the newest that is under way, else the newest of all. */
async function meant({ seen }: Scene, cluster: string): Promise<string> {
  const history = await seen.rollouts.history(cluster, 10);
  const open = history.find(({ state }) => !isFinal(state));
  return (open ?? history[0])?.id ?? 'r1';
}

/** What is said of one host. */
const ofHosts: readonly SteerVerb[] = ['retry', 'skip', 'redrain', ...afterCrashVerbs];

async function steer(scene: Scene, act: Extract<PeoplesAct, { do: 'steer' }>): Promise<void> {
  const { people } = scene;
  const id = await meant(scene, clusterName(scene));
  const text = `${act.verb} ${id}${ofHosts.includes(act.verb) ? ` ${act.host}` : ''}`;
  const first = people.say('bob', text);
  const said = people.said.at(-1);
  await Promise.all([first, act.twice && said ? people.again(said) : undefined]);
}

/** What is held out gets this weight when it comes back: until that is known, either is right. */
async function setWeight(
  { people, world, scenario }: Scene,
  { host, weight }: Extract<PeoplesAct, { do: 'weight' }>,
): Promise<void> {
  const [cluster] = world.clusters;
  const state = scenario.clusters[0]?.hosts.find(({ name }) => name === host)?.state ?? 'ready';
  for (const { name } of cluster?.pools ?? []) world.originals.allow(name, host, { weight, state });
  world.weighing.add(host);
  await people.say('olga', `weight ${cluster?.name} ${host} ${weight}`);
  world.weighing.delete(host);
}

async function trespass(
  scene: Scene,
  { verb, host }: Extract<PeoplesAct, { do: 'trespass' }>,
): Promise<void> {
  const cluster = clusterName(scene);
  const id = await meant(scene, cluster);
  const texts: Record<typeof verb, string> = {
    ...{ pause: `pause ${id}`, resume: `resume ${id}`, abort: `abort ${id}`, promote: `promote ${id}` },
    ...{ redrain: `redrain ${id} ${host}`, continue: `continue ${id} ${host}` },
    ...{ verify: `verify ${id} ${host}`, 'keep-out': `keep-out ${id} ${host}` },
    ...{ retry: `retry ${id} ${host}`, skip: `skip ${id} ${host}`, rollback: `rollback ${id}` },
    ...{ approve: `approve ${id}`, deploy: `deploy ${cluster} evil` },
    ...{ disable: `disable ${cluster} ${host} for fun`, enable: `enable ${cluster} ${host}` },
    weight: `weight ${cluster} ${host} 1`,
  };
  await scene.people.say('mallory', texts[verb]);
}

async function again({ people }: Scene, nth: number): Promise<void> {
  const said = people.said[nth % Math.max(1, people.said.length)];
  if (said) await people.again(said);
}

async function look(scene: Scene): Promise<void> {
  const cluster = clusterName(scene);
  const texts = [`status ${cluster}`, `members ${cluster}`, 'drained', 'locks', `history ${cluster}`];
  await Promise.all(texts.map((text) => scene.people.say('carol', text)));
}
