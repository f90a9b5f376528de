import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Settings } from '../scenarios/config-file.ts';
import { openWorld, type Scene, type World } from '../scenarios/world.ts';

/** One scene (a bot, its database and traffic) through all tests of the file; a failure begins a new one. */
export function keepScene(hosts: number, settings: Settings): () => Scene {
  let world: World | undefined;
  let scene: Scene | undefined;
  beforeAll(async () => {
    world = await openWorld({ hosts });
  }, 120_000);
  beforeEach(async () => {
    scene ??= await world?.scene(settings);
  }, 120_000);
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') scene = undefined;
  });
  afterAll(() => world?.close());
  return () => {
    if (!scene) throw new Error('there is no scene yet');
    return scene;
  };
}
