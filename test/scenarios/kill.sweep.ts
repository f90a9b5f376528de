import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive } from '../../demo/alive.ts';
import { dieAndGoOn } from './boundaries.ts';
import { expectEnd } from './evidence.ts';
import { waitForGo } from './host.ts';
import { until } from './until.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ hosts: 2 });
}, 120_000);
afterAll(() => world.close());

describe('the bot is killed', () => {
  it('while a deploy command runs: it is found again and not started twice, and no line is lost', async () => {
    const scene = await world.scene();
    const { bot, host } = scene;
    host('web-02').hook(`echo first line; ${waitForGo}\necho last line`);
    const rolling = await bot.deploy('deploy web v2');
    const pid = await until('the command runs', () => host('web-02').hooked());
    await bot.kill();
    expect(isAlive(pid)).toBe(true);
    await bot.start();
    await rolling.line(
      'taken up again after a restart at web-02 during deploy; lb1/web says weight 50, drain, was weight 50, ready; continuing',
    );
    expect(isAlive(pid)).toBe(true);
    host('web-02').go();
    await expectEnd(scene, rolling, { state: 'succeeded', release: 'v2' });
    const { card } = await bot.say(`logs ${rolling.id} web-02`);
    expect(card.lines?.map(({ text }) => text)).toEqual(['deploying v2', 'first line', 'last line']);
  });

  it('while the deploy command ends without it', async () => {
    const scene = await world.scene();
    const { bot, host } = scene;
    host('web-02').hook(waitForGo);
    const rolling = await bot.deploy('deploy web v2');
    await until('the command runs', () => host('web-02').hooked());
    await bot.kill();
    host('web-02').go();
    await until('the command has ended', async () => (await host('web-02').runs()) === 'v2');
    await bot.start();
    await expectEnd(scene, rolling, { state: 'succeeded', release: 'v2' });
  });

  it('while it waits for an answer: the question stands, and the answer counts', async () => {
    const scene = await world.scene();
    const { bot, host } = scene;
    host('web-02').hook('exit 7');
    const rolling = await bot.deploy('deploy web v2');
    await rolling.question('exit code 7');
    await bot.kill();
    await bot.start();
    await rolling.line(
      'taken up again after a restart at web-02 during deploy; lb1/web says weight 50, drain, was weight 50, ready; waiting for an answer',
    );
    host('web-02').hook('true');
    expect((await bot.say(`retry ${rolling.id} web-02`)).code).toBe('ok');
    const hosts = { 'web-02': { deploys: ['v2', 'v2'] } };
    await expectEnd(scene, rolling, { state: 'succeeded', release: 'v2', hosts });
    expect(rolling.lines().filter((line) => line.includes('retry'))).toEqual(['alice: retry web-02']);
  });

  for (const place of ['before', 'effect', 'recorded'] as const) {
    it(`with the answer in its hands (${place}): it counts once`, async () => {
      const scene = await world.scene();
      const { bot, host } = scene;
      host('web-01').hook('exit 7');
      const rolling = await bot.deploy('deploy web v2');
      await rolling.question('exit code 7');
      host('web-01').hook('true');
      // The first attempt stands at its question already: what comes next is the end of it.
      bot.dieAt(`${rolling.id}/web-01|${place === 'before' ? 'snapshot 2' : 'ask 1'}|${place}`);
      const answered = bot.say(`retry ${rolling.id} web-01`);
      await bot.died();
      await bot.start();
      expect((await answered).code).toBe('ok');
      const hosts = { 'web-01': { deploys: ['v2', 'v2'] } };
      await expectEnd(scene, rolling, { state: 'succeeded', release: 'v2', hosts });
      expect(rolling.lines().filter((line) => line.includes('retry'))).toEqual(['alice: retry web-01']);
    });
  }

  it('between the plan and the click', async () => {
    const scene = await world.scene();
    const { bot } = scene;
    const { rollout = '' } = await bot.say('deploy web v2');
    await bot.kill();
    await bot.start();
    const rolling = bot.follow(rollout);
    expect((await bot.say(`approve ${rollout}`)).code).toBe('ok');
    await expectEnd(scene, rolling, { state: 'succeeded', release: 'v2' });
  });

  it('in a rollback, right after it drained a host', async () => {
    const scene = await world.scene();
    const { bot } = scene;
    await (await bot.deploy('deploy web v2')).end();
    const boundary = { of: '/web-01', step: 'drain 1', place: 'effect' } as const;
    await dieAndGoOn(scene, boundary, 'v1', 'rollback web');
  });
});
