import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seePool } from '../../demo/runtime-api.ts';
import { expectEnd } from './evidence.ts';
import { type Hang, hangOn } from './hang.ts';
import { waitForGo } from './host.ts';
import { until } from './until.ts';
import { openWorld, type Scene, type World } from './world.ts';

let world: World;
let hang: Hang | undefined;
beforeAll(async () => {
  world = await openWorld();
}, 120_000);
afterEach(() => hang?.end());
afterAll(() => world.close());

const stateOf = async ({ haproxy }: Scene, name: string) =>
  (await seePool(haproxy.socketPath, 'web')).find((server) => server.name === name)?.state;
const drained = (scene: Scene, name: string) =>
  until(`${name} is drained`, async () => (await stateOf(scene, name)) === 'drain');
const hooked = ({ host }: Scene, name: string) =>
  until(`the hook runs on ${name}`, () => host(name).hooked());

describe('a host that becomes unreachable', () => {
  it('while it is drained is asked about, and never carried on with', async () => {
    const scene = await world.scene();
    const { bot, host } = scene;
    // Holds the rollout between drain and deploy until the host is gone.
    hang = await hangOn(scene.url, 'web-02');
    const rolling = await bot.deploy('deploy web v2');
    await drained(scene, 'web-02');
    host('web-02').sshd.pause();
    hang.end();
    await rolling.question('web-02');
    expect(host('web-02').deploys()).toEqual([]);
    expect(host('web-03').deploys()).toEqual([]);
    expect(scene.watch.changes()).toEqual(['web-01 drain', 'web-01 ready', 'web-02 drain']);
    host('web-02').sshd.resume();
    await bot.say(`retry ${rolling.id} web-02`);
    await expectEnd(scene, rolling, { state: 'succeeded', release: 'v2' });
  });

  it('while it is deployed to is asked about; the retry ends what still runs there and deploys anew', async () => {
    const scene = await world.scene();
    const { bot, host } = scene;
    host('web-02').hook(waitForGo);
    const rolling = await bot.deploy('deploy web v2');
    const first = await hooked(scene, 'web-02');
    host('web-02').sshd.pause();
    await rolling.question('web-02');
    expect(await stateOf(scene, 'web-02')).toBe('drain');
    host('web-02').sshd.resume();
    host('web-02').hook(
      `kill -s 0 ${first} && echo $ROLLOUT_RELEASE beside itself >>"$APP_DIR/deploys"; true`,
    );
    await bot.say(`retry ${rolling.id} web-02`);
    const hosts = { 'web-02': { deploys: ['v2', 'v2'] } };
    await expectEnd(scene, rolling, { state: 'succeeded', release: 'v2', hosts });
  });
});

describe('HAProxy', () => {
  const midDeploy = async () => {
    const scene = await world.scene();
    scene.host('web-03').hook(waitForGo);
    const rolling = await scene.bot.deploy('deploy web v2');
    await hooked(scene, 'web-03');
    expect(await stateOf(scene, 'web-03')).toBe('drain');
    return { scene, rolling };
  };

  it('restarted in the middle of a deploy is told again that the member is out, and the end is exact', async () => {
    const { scene, rolling } = await midDeploy();
    await scene.haproxy.restart();
    await drained(scene, 'web-03');
    scene.host('web-03').go();
    await expectEnd(scene, rolling, { state: 'succeeded', release: 'v2', cutOff: true });
  });

  it('reloaded in the middle of a deploy: the same, and no request is lost', async () => {
    const { scene, rolling } = await midDeploy();
    await scene.haproxy.reload();
    await drained(scene, 'web-03');
    scene.host('web-03').go();
    await expectEnd(scene, rolling, { state: 'succeeded', release: 'v2' });
  });

  it('that is not there when a member is to come back is waited for', async () => {
    const { scene, rolling } = await midDeploy();
    await scene.haproxy.kill();
    scene.host('web-03').go();
    await rolling.line("can't be reached");
    await scene.haproxy.restart();
    await expectEnd(scene, rolling, { state: 'succeeded', release: 'v2', cutOff: true });
  });
});
