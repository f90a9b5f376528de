import { describe, expect, it } from 'vitest';
import { dieAndGoOn, hostBoundaries, nameOf } from '../scenarios/boundaries.ts';
import { keepScene } from './keep-scene.ts';

const scene = keepScene(3, { batch: '2', minInService: 1 });
const cases = [...hostBoundaries('web-01'), ...hostBoundaries('web-02')];
let releases = 0;

describe(`killed at each of the ${cases.length} boundaries of two hosts that are rolled at the same time`, () => {
  for (const boundary of cases) {
    it(nameOf(boundary), async () => {
      const release = `k${++releases}`;
      await dieAndGoOn(scene(), boundary, release, `deploy web ${release}`);
      expect(scene().watch.fewest()).toBeGreaterThanOrEqual(1);
    });
  }
});
