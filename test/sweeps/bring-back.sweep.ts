import { describe, expect, it } from 'vitest';
import { seePool } from '../../demo/runtime-api.ts';
import { until } from '../scenarios/until.ts';
import { keepScene } from './keep-scene.ts';

const scene = keepScene(2, {});
const steps = ['lock', 'verify', 'restore', 'verify-in-pool', 'say yes'];
const cases = steps.flatMap((step) => ['before', 'effect', 'recorded'].map((place) => `${step}|${place}`));
let releases = 0;

describe(`killed at each of the ${cases.length} boundaries of \`enable\` for a host that was left out`, () => {
  for (const where of cases) {
    it(where.replace('|', ', '), async () => {
      const { bot, host, haproxy } = scene();
      const release = `k${++releases}`;
      host('web-01').hook(`touch "$APP_DIR/not-ready"`);
      const rolling = await bot.deploy(`deploy web ${release} --hosts web-01`);
      await rolling.line('web-01 verifying');
      await bot.say(`abort ${rolling.id}`);
      expect((await rolling.end()).state).toBe('aborted');
      host('web-01').fault('not-ready', false);
      bot.dieAt(`bring-back/*|${where}`);
      const answered = bot.say('enable web web-01');
      await bot.died();
      await bot.start();
      await answered;
      await until('web-01 is back', async () =>
        (await seePool(haproxy.socketPath, 'web')).every(
          ({ state, running }) => state === 'ready' && running,
        ),
      );
      await until(
        'the lock is free',
        async () => (await bot.say('locks')).card.title === 'No cluster is locked',
      );
      expect((await bot.say('drained')).card.title).toBe('No member is held out of service');
      expect((await seePool(haproxy.socketPath, 'web')).map(({ weight }) => weight)).toEqual([100, 50]);
      expect(
        host('web-01')
          .deploys()
          .filter((each) => each === release),
      ).toHaveLength(1);
    });
  }
});
