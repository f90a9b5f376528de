import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dieAndGoOn, expectAllSteps, hostBoundaries, nameOf, rolloutBoundaries } from './boundaries.ts';
import { openWorld, type Scene, type World } from './world.ts';

/** One bot and its database through all of it: it dies and is started again in each. A failure begins a new one. */
let world: World;
let scene: Scene | undefined;
beforeAll(async () => {
  world = await openWorld({ hosts: 2 });
}, 120_000);
beforeEach(async () => {
  scene ??= await world.scene();
}, 120_000);
afterEach(({ task }) => {
  expect(scene?.watch.fewest()).toBeGreaterThanOrEqual(1);
  if (task.result?.state === 'fail') scene = undefined;
});
afterAll(() => world.close());

const cases = [...rolloutBoundaries(1), ...hostBoundaries('web-01')];
let releases = 0;

describe(`killed (SIGKILL) at each of the ${cases.length} boundaries of a rollout with one host, and started again`, () => {
  it('which are all that there are', async () => {
    if (scene) await expectAllSteps(scene, cases, 'deploy web k0 --hosts web-01');
  });

  for (const boundary of cases) {
    it(nameOf(boundary), async () => {
      const release = `k${++releases}`;
      if (scene) await dieAndGoOn(scene, boundary, release, `deploy web ${release} --hosts web-01`);
    });
  }
});
