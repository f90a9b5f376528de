import { describe, expect, it } from 'vitest';
import {
  dieAndGoOn,
  expectAllSteps,
  hostBoundaries,
  nameOf,
  rolloutBoundaries,
} from '../scenarios/boundaries.ts';
import { keepScene } from './keep-scene.ts';

const scene = keepScene(2, {});
const cases = [...rolloutBoundaries(2), ...hostBoundaries('web-01'), ...hostBoundaries('web-02')];
let releases = 0;

describe(`killed at each of the ${cases.length} boundaries of a rollout in two batches of one host`, () => {
  it('which are all that there are', async () => {
    await expectAllSteps(scene(), cases, 'deploy web k0');
  });

  for (const boundary of cases) {
    it(nameOf(boundary), async () => {
      const release = `k${++releases}`;
      await dieAndGoOn(scene(), boundary, release, `deploy web ${release}`);
      expect(scene().watch.fewest()).toBeGreaterThanOrEqual(1);
    });
  }
});
