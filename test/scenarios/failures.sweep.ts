import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectEnd } from './evidence.ts';
import { type Hang, hangOn } from './hang.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let hang: Hang | undefined;
beforeAll(async () => {
  world = await openWorld();
}, 120_000);
afterEach(() => hang?.end());
afterAll(() => world.close());

const untouched = { runs: 'v1', deploys: [] };

describe('a host whose deploy fails', () => {
  const failing = async () => {
    const scene = await world.scene({ minInService: 3 });
    scene.host('web-03').hook('echo no space left; exit 7');
    const rolling = await scene.bot.deploy('deploy web v2');
    await rolling.question('web-03: the deploy failed with exit code 7');
    expect(scene.watch.now().map(({ state }) => state)).toEqual([
      'ready',
      'ready',
      'drain',
      'ready',
      'ready',
    ]);
    expect(scene.host('web-04').deploys()).toEqual([]);
    const logs = await scene.bot.say(`logs ${rolling.id} web-03`);
    expect(JSON.stringify(logs.card)).toContain('no space left');
    return { ...scene, scene, rolling };
  };

  it('is asked about, and done after a retry', async () => {
    const { scene, rolling, bot, host } = await failing();
    host('web-03').hook('true');
    await bot.say(`retry ${rolling.id} web-03`);
    const hosts = { 'web-03': { deploys: ['v2', 'v2'] } };
    await expectEnd(scene, rolling, { state: 'succeeded', release: 'v2', hosts });
  });

  it('is left out by name after a skip, while the others go on', async () => {
    const { scene, rolling, bot } = await failing();
    await bot.say(`skip ${rolling.id} web-03`);
    const hosts = { 'web-03': { runs: 'v1', state: 'drain' as const } };
    await expectEnd(scene, rolling, { state: 'failed', release: 'v2', hosts, floor: 3 });
  });

  it('is rolled back, and so are those before it', async () => {
    const { scene, rolling, bot, host } = await failing();
    host('web-03').hook('true');
    await bot.say(`rollback ${rolling.id}`);
    expect((await rolling.end()).state).toBe('aborted');
    const back = { runs: 'v1', deploys: ['v2', 'v1'] };
    const hosts = {
      'web-01': back,
      'web-02': back,
      'web-03': back,
      'web-04': untouched,
      'web-05': untouched,
    };
    const second = bot.follow(`${rolling.id}-back`);
    await expectEnd(scene, second, { state: 'succeeded', release: 'v1', hosts });
  });
});

describe('a host that never becomes healthy', () => {
  it('stays out and is asked about, and comes back exactly with enable once it is well', async () => {
    const scene = await world.scene({ verifyWithin: '1s' });
    const { bot, host } = scene;
    host('web-05').fault('not-ready', true);
    const rolling = await bot.deploy('deploy web v2');
    await rolling.question('503');
    await bot.say(`abort ${rolling.id}`);
    const out = { 'web-05': { state: 'drain' as const } };
    const { state } = await rolling.end();
    expect(state).toBe('aborted');
    expect((await bot.say('enable web web-05')).card.title).toContain('web-05 was not brought back');
    expect(scene.watch.now().at(-1)).toMatchObject({ weight: 256, state: Object.values(out)[0]?.state });
    host('web-05').fault('not-ready', false);
    expect((await bot.say('enable web web-05')).card.title).toBe('web-05 is back, exactly as it was');
    await expectEnd(scene, rolling, { state: 'aborted', release: 'v2' });
  });

  it('is done by a retry once it is well', async () => {
    const scene = await world.scene({ verifyWithin: '1s' });
    scene.host('web-02').fault('not-ready', true);
    const rolling = await scene.bot.deploy('deploy web v2');
    await rolling.question('503');
    scene.host('web-02').fault('not-ready', false);
    await scene.bot.say(`retry ${rolling.id} web-02`);
    const hosts = { 'web-02': { deploys: ['v2', 'v2'] } };
    await expectEnd(scene, rolling, { state: 'succeeded', release: 'v2', hosts });
  });
});

describe('connections that never end', () => {
  it('are asked about, and cut when a person says proceed', async () => {
    const scene = await world.scene({ connectionsWithin: '1s' });
    hang = await hangOn(scene.url, 'web-02');
    const rolling = await scene.bot.deploy('deploy web v2');
    await rolling.question('web-02: 1 connection still open after 1 s');
    expect(scene.host('web-02').deploys()).toEqual([]);
    await scene.bot.say(`promote ${rolling.id} web-02`);
    await expectEnd(scene, rolling, { state: 'succeeded', release: 'v2' });
    await hang.gone;
  });

  it('are cut without a question where the policy says proceed', async () => {
    const scene = await world.scene({ connectionsWithin: '1s', onTimeout: 'proceed' });
    hang = await hangOn(scene.url, 'web-02');
    const rolling = await scene.bot.deploy('deploy web v2');
    await expectEnd(scene, rolling, { state: 'succeeded', release: 'v2' });
    expect(rolling.lines().join('\n')).toContain('web-02: 1 connection still open after 1 s');
    await hang.gone;
  });

  it('end the rollout where the policy says abort, and the member is back', async () => {
    const scene = await world.scene({ connectionsWithin: '1s', onTimeout: 'abort' });
    hang = await hangOn(scene.url, 'web-02');
    const rolling = await scene.bot.deploy('deploy web v2');
    const hosts = { 'web-02': untouched, 'web-03': untouched, 'web-04': untouched, 'web-05': untouched };
    await expectEnd(scene, rolling, { state: 'aborted', release: 'v2', hosts });
  });
});

describe('a member that is in maint before the rollout', () => {
  it('stays so, is deployed to, and is reported', async () => {
    const scene = await world.scene({ minInService: 3 });
    await scene.haproxy.command('set server web/web-04 state maint');
    const planned = await scene.bot.say('deploy web v2');
    expect(JSON.stringify(planned.card)).toContain(
      'web-04 is in maint in lb1/web; it is deployed to and stays so',
    );
    const rolling = scene.bot.follow(planned.rollout ?? '');
    await scene.bot.say(`approve ${planned.rollout}`);
    const hosts = { 'web-04': { state: 'maint' as const } };
    await expectEnd(scene, rolling, { state: 'succeeded', release: 'v2', hosts, floor: 3 });
    expect(rolling.lines().join('\n')).toContain('web-04 was in maint in lb1/web before');
  });
});
