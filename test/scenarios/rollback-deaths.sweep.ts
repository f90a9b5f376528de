import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Boundary, expectAllBack, hostBoundaries, nameOf, rolloutBoundaries } from './boundaries.ts';
import type { Rolling } from './rolling.ts';
import { openTeamWorld, type TeamWorld } from './team.ts';
import { deathsIn, toldOf, withoutDeaths } from './told-of.ts';
import { until } from './until.ts';
import type { Scene } from './world.ts';

let team: TeamWorld;
let scene: Scene;
let releases = 0;
let count = 0;
beforeAll(async () => {
  team = await openTeamWorld(2);
  scene = await team.world.scene();
}, 240_000);
afterAll(() => team?.close(), 60_000);

/** Once the effect is there and nobody has recorded it: there most would be done twice, or not at all. */
const boundaries: readonly Boundary[] = [...rolloutBoundaries(1), ...hostBoundaries('web-01')].filter(
  ({ place }) => place === 'effect',
);

/** A deploy of web-01 that has failed there. */
interface Failing {
  readonly release: string;
  readonly first: Rolling;
  /** What was deployed there before. */
  readonly before: readonly string[];
}

const backOf = ({ id }: Rolling): string => `${id}-back`;

/** The old release can be deployed as ever. */
async function failing(): Promise<Failing> {
  scene.watch.reset();
  const before = scene.host('web-01').deploys();
  const release = `k${++releases}`;
  scene.host('web-01').hook('[ "$ROLLOUT_RELEASE" = v1 ] || exit 7');
  const first = await scene.bot.deploy(`deploy web ${release} --hosts web-01`);
  await first.question('web-01: the deploy failed with exit code 7');
  return { release, first, before };
}

/** The old release runs, by one job of the rollback; all is back; and each end is told once. */
async function expectBack({ release, first, before }: Failing): Promise<readonly string[]> {
  const { bot, host, watch } = scene;
  expect((await first.end()).state).toBe('aborted');
  const back = bot.follow(backOf(first));
  expect((await back.end()).state, back.lines().join('\n')).toBe('succeeded');
  await until('the lock is free', async () => (await bot.say('locks')).card.title === 'No cluster is locked');
  await expectAllBack(scene);
  expect(await host('web-01').runs()).toBe('v1');
  expect(host('web-01').deploys().slice(before.length)).toEqual([release, 'v1']);
  expect(watch.changes()).toEqual(['web-01 drain', 'web-01 ready']);
  const told = await Promise.all([first, back].map(({ id }) => toldOf(bot, id)));
  for (const lines of told) {
    const others = withoutDeaths(lines);
    expect(others).toEqual([...new Set(others)]);
  }
  expect(deathsIn(told[0] ?? [])).toEqual([]);
  return told[1] ?? [];
}

describe(`killed at each of the ${boundaries.length} boundaries’ effects of a rollback`, () => {
  it('which are all that there are', async () => {
    const { bot } = scene;
    const deploy = await failing();
    const back = backOf(deploy.first);
    expect((await bot.say(`rollback ${deploy.first.id}`)).code).toBe('ok');
    expect(deathsIn(await expectBack(deploy))).toEqual([]);
    await until('its last step is run', () => bot.steps().includes(`${back}|finish 1`));
    const named = boundaries.map(({ of, step }) => `${back}${of}|${step}`);
    const ran = bot.steps().filter((step) => step.startsWith(back));
    expect([...ran].sort()).toEqual([...named].sort());
  });

  for (const boundary of boundaries) {
    it(nameOf(boundary), async () => {
      const { bot, watch } = scene;
      const deploy = await failing();
      bot.dieAt(`${backOf(deploy.first)}${boundary.of}|${boundary.step}|${boundary.place}`);
      const wished = bot.say(`rollback ${deploy.first.id}`);
      await bot.died();
      await bot.start();
      expect((await wished).code).toBe('ok');
      const deaths = deathsIn(await expectBack(deploy));
      const isOver = boundary.step === 'finish 1';
      expect(deaths).toEqual(isOver ? [] : [expect.stringMatching(/^taken over .*continuing$/)]);
      expect(watch.fewest()).toBeGreaterThanOrEqual(1);
      count += 1;
    });
  }

  it('and died at all of them', () => {
    console.log(`${count} deaths of ${boundaries.length}, each with the old release back`);
    expect(count).toBe(boundaries.length);
  });
});
