import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { isFinal } from '../../src/model/rollout.ts';
import { expectNothingShows } from '../scenarios/boundaries.ts';
import { keepScene } from './keep-scene.ts';

const scene = keepScene(5, { batch: '2', minInService: 3 });
const rounds = Number(process.env.SWEEP_ROUNDS ?? 30);

describe(`killed again and again at any moment, in ${rounds} rollouts over five hosts, two at once`, () => {
  for (let round = 1; round <= rounds; round += 1) {
    it(`round ${round}`, async ({ annotate }) => {
      const { bot, hosts, watch } = scene();
      const release = `k${round}`;
      const rolling = await bot.deploy(`deploy web ${release}`);
      const lives: number[] = [];
      while (!isFinal(rolling.last()?.state ?? 'running') && lives.length < 8) {
        // The moments are the point here: they are random, and printed.
        const ms = Math.floor(Math.random() * 2_500);
        lives.push(ms);
        await pause(ms);
        await bot.kill();
        await bot.start();
      }
      await annotate(`lived for ${lives.join(', ')} ms`);
      const { state } = await rolling.end();
      expect(state, rolling.lines().join('\n')).toBe('succeeded');
      await expectNothingShows(
        scene(),
        hosts.map(({ name }) => name),
        release,
      );
      expect(watch.fewest()).toBeGreaterThanOrEqual(3);
    });
  }
});
