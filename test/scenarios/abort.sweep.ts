import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isAlive } from '../../demo/alive.ts';
import { expectEnd } from './evidence.ts';
import { type Hang, hangOn } from './hang.ts';
import { ignoreTerm, waitForGo } from './host.ts';
import type { Rolling } from './rolling.ts';
import { until } from './until.ts';
import { openWorld, type Scene, type World } from './world.ts';

/** In each, web-01 is through, web-02 stands at the step, and the rest was not begun. */
let world: World;
let hang: Hang | undefined;
beforeAll(async () => {
  world = await openWorld();
}, 120_000);
afterEach(() => hang?.end());
afterAll(() => world.close());

const untouched = { runs: 'v1', deploys: [] };
const notBegun = { 'web-03': untouched, 'web-04': untouched, 'web-05': untouched };

/** Nothing new is begun after the click: what follows it in the journal is the end of web-02 and of the rollout. */
const expectStopped = (rolling: Rolling): void => {
  const lines = rolling.lines();
  const after = lines.slice(lines.indexOf('alice: abort') + 1);
  expect(
    after.filter((line) => /web-0[345] (drain|deploy)|batch|web-02 (deploying|drain)/.test(line)),
  ).toEqual([]);
};
const click = async ({ bot }: Scene, { id }: Rolling): Promise<void> => {
  expect((await bot.say(`abort ${id}`)).code).toBe('ok');
};

describe('abort', () => {
  it('while a host waits for capacity: it was not touched', async () => {
    const scene = await world.scene({ minInService: 3 });
    // web-04 and web-05 go away after web-01 has come back: nobody can be spared.
    scene.host('web-01').hook(waitForGo);
    const rolling = await scene.bot.deploy('deploy web v2');
    await until('web-01 is being deployed to', () => scene.host('web-01').hooked());
    for (const name of ['web-04', 'web-05'])
      await scene.haproxy.command(`set server web/${name} state maint`);
    scene.host('web-01').go();
    await rolling.line('web-02 waits: lb1/web has 3 of 5 members in service and must keep 3');
    await click(scene, rolling);
    const maint = { ...untouched, state: 'maint' as const };
    const hosts = { ...notBegun, 'web-02': untouched, 'web-04': maint, 'web-05': maint };
    await expectEnd(scene, rolling, { state: 'aborted', release: 'v2', hosts, floor: 2 });
    expectStopped(rolling);
    expect(scene.watch.changes()).not.toContain('web-02 drain');
  });

  it('while connections are awaited: the member is back as it was', async () => {
    const scene = await world.scene();
    hang = await hangOn(scene.url, 'web-02');
    const rolling = await scene.bot.deploy('deploy web v2');
    await rolling.line('web-02 drained, waiting for its connections');
    await click(scene, rolling);
    await expectEnd(scene, rolling, {
      state: 'aborted',
      release: 'v2',
      hosts: { ...notBegun, 'web-02': untouched },
    });
    expectStopped(rolling);
  });

  for (const [manner, hook] of Object.entries({
    'that heeds TERM': waitForGo,
    'that needs KILL': ignoreTerm,
  })) {
    it(`while a deploy command runs ${manner}: it is ended, and the host stays out by name`, async () => {
      const scene = await world.scene();
      scene.host('web-02').hook(hook);
      const rolling = await scene.bot.deploy('deploy web v2');
      const pid = await until('the command runs', () => scene.host('web-02').hooked());
      await click(scene, rolling);
      await rolling.end();
      expect(isAlive(pid)).toBe(false);
      const hosts = { ...notBegun, 'web-02': { runs: 'v1', state: 'drain' as const } };
      await expectEnd(scene, rolling, { state: 'aborted', release: 'v2', hosts });
      expectStopped(rolling);
    });
  }

  it('while a host is verified that is not well: it stays out by name', async () => {
    const scene = await world.scene();
    scene.host('web-02').fault('not-ready', true);
    const rolling = await scene.bot.deploy('deploy web v2');
    await rolling.line('web-02 verifying');
    await click(scene, rolling);
    const hosts = { ...notBegun, 'web-02': { state: 'drain' as const } };
    await expectEnd(scene, rolling, { state: 'aborted', release: 'v2', hosts });
    expectStopped(rolling);
  });

  it('while a member is given back to a balancer that is silent: it is given back, then the rollout ends', async () => {
    const scene = await world.scene({ balancerTimeout: '1s' });
    scene.host('web-02').fault('not-ready', true);
    const rolling = await scene.bot.deploy('deploy web v2');
    await rolling.line('web-02 verifying');
    scene.haproxy.freeze();
    scene.host('web-02').fault('not-ready', false);
    await rolling.line('trying again');
    await click(scene, rolling);
    scene.haproxy.thaw();
    await expectEnd(scene, rolling, { state: 'aborted', release: 'v2', hosts: notBegun });
    expectStopped(rolling);
  });

  it('while the balancer does not yet see it healthy: it keeps its weight, and the rollout ends', async () => {
    const scene = await world.scene();
    scene.host('web-02').hook('touch "$APP_DIR/check-fails"');
    const rolling = await scene.bot.deploy('deploy web v2');
    await rolling.line('web-02 back, waiting to be seen healthy');
    await click(scene, rolling);
    await rolling.end();
    expect(rolling.lines().join('\n')).toContain('the balancer had not yet seen it healthy');
    scene.host('web-02').fault('check-fails', false);
    await expectEnd(scene, rolling, { state: 'aborted', release: 'v2', hosts: notBegun });
    expectStopped(rolling);
  });
});
