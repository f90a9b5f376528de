import { afterAll, beforeAll, describe, it } from 'vitest';
import { expectEnd } from './evidence.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
}, 120_000);
afterAll(() => world.close());

describe('the main job, with five real hosts under load', () => {
  it('brings all of them to the release, drops nothing and gives every weight back', async () => {
    const scene = await world.scene();
    const rolling = await scene.bot.deploy('deploy web v2');
    await expectEnd(scene, rolling, { state: 'succeeded', release: 'v2' });
  });
});
