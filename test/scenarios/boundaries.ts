import { expect } from 'vitest';
import { seePool } from '../../demo/runtime-api.ts';
import { hostSteps } from '../../src/model/rollout.ts';
import { until } from './until.ts';
import type { Scene } from './world.ts';

/** The moments around a step at which a process can die: see die-at-step.mjs. */
const places = ['before', 'effect', 'recorded'] as const;

/** A moment: the step's name, and the workflow that it belongs to by what follows the rollout's id. */
export interface Boundary {
  readonly of: string;
  readonly step: string;
  readonly place: (typeof places)[number];
}

const around = (of: string, steps: readonly string[]): Boundary[] =>
  steps.flatMap((step) => places.map((place) => ({ of, step, place })));

/** All moments of one host's sequence that goes well. */
export const hostBoundaries = (host: string): readonly Boundary[] =>
  around(`/${host}`, ['turn', ...hostSteps.map((step) => `${step} 1`), 'conclude']);

/** All moments of a rollout with so many batches, beside its hosts'. */
export const rolloutBoundaries = (batches: number): readonly Boundary[] =>
  around('', [
    'begin',
    ...Array.from({ length: batches }, (_, i) => [
      `gate ${i}`,
      `batch ${i}`,
      ...(i < batches - 1 ? [`soak ${i}`] : []),
    ]).flat(),
    'prepare rollback 1',
    'finish 1',
  ]);

export const nameOf = ({ of, step, place }: Boundary): string =>
  ({ before: 'right before', effect: 'after the effect of', recorded: 'after the record of' })[place] +
  ` ${of === '' ? 'the rollout’s' : `${of.slice(1)}’s`} ${step}`;

/** The boundaries are all that there are: each step that a rollout which goes well runs is among them, and once. */
export async function expectAllSteps(
  { bot }: Scene,
  boundaries: readonly Boundary[],
  command: string,
): Promise<void> {
  const before = bot.steps().length;
  const rolling = await bot.deploy(command);
  expect((await rolling.end()).state).toBe('succeeded');
  const last = `${rolling.id}|finish 1`;
  await until('the last step is run', () => bot.steps().includes(last));
  const steps = bot.steps().slice(before);
  const named = boundaries.map(({ of, step }) => `${rolling.id}${of}|${step}`);
  expect([...steps].sort()).toEqual([...new Set(named)].sort());
}

/** Rolls the release to the hosts, lets the bot die at the boundary, starts it again, and checks that nothing shows. */
export async function dieAndGoOn(
  scene: Scene,
  boundary: Boundary,
  release: string,
  command: string,
): Promise<void> {
  const { bot } = scene;
  const { rollout } = await bot.say(command);
  if (rollout === undefined) throw new Error(`no rollout: ${command}`);
  const rolling = bot.follow(rollout);
  bot.dieAt(`${rollout}${boundary.of}|${boundary.step}|${boundary.place}`);
  const approved = bot.say(`approve ${rollout}`);
  await bot.died();
  await bot.start();
  // Also where the click was cut off from its answer.
  expect((await approved).card.title).toContain(release);
  expect((await approved).code).toBe('ok');
  const { state } = await rolling.end().catch((error: unknown) => {
    throw new Error(
      `${String(error)}\nits steps:\n${bot.steps().slice(-40).join('\n')}\nits log:\n${bot.log()}`,
    );
  });
  expect(state, rolling.lines().join('\n')).toBe('succeeded');
  const planned = (await rolling.end()).card.lines?.flatMap(({ label }) => label ?? []) ?? [];
  await expectNothingShows(scene, planned, release);
}

/** The hosts run the release by one deploy each, all weights are exact, the lock is free, and no request was lost. */
export async function expectNothingShows(
  scene: Scene,
  names: readonly string[],
  release: string,
): Promise<void> {
  const { host } = scene;
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) {
    expect(await host(name).runs()).toBe(release);
    expect(
      host(name)
        .deploys()
        .filter((each) => each === release),
    ).toEqual([release]);
  }
  await expectAllBack(scene);
}

/** All weights are exact, the lock is free, and no request was lost. */
export async function expectAllBack({ bot, hosts, haproxy, traffic }: Scene): Promise<void> {
  const wanted = hosts.map(({ name, weight }) => ({ name, weight, state: 'ready', running: true }));
  await until('all servers are up', async () =>
    (await seePool(haproxy.socketPath, 'web')).every(({ running }) => running),
  );
  expect(await seePool(haproxy.socketPath, 'web')).toEqual(wanted);
  expect((await bot.say('locks')).card.title).toBe('No cluster is locked');
  expect((await bot.say('drained')).card.title).toBe('No member is held out of service');
  expect(Object.keys(Object.fromEntries(traffic.record.byStatus))).toEqual(['200']);
}
