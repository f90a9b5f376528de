import { afterAll, afterEach, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import { type DingTalkDouble, startDingTalk } from '../doubles/dingtalk/dingtalk.ts';
import { openDingTalkScene, quiet } from './dingtalk-scene.ts';
import { waitForGo } from './host.ts';
import { timeless } from './timeless.ts';
import { until } from './until.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let dingtalk: DingTalkDouble;
beforeAll(async () => {
  world = await openWorld({ hosts: 4 });
}, 120_000);
beforeEach(async () => {
  dingtalk = await startDingTalk();
});
afterEach(() => dingtalk.stop());
afterAll(() => world.close());

it('is a group that reads well: deploy, a second person approves, a host fails, all goes back, and on call', async () => {
  const scene = await openDingTalkScene(world, dingtalk, 'cards', { minInService: 2 });
  const { say, click, reads, whispered, host, watch } = scene;
  onTestFailed(() => console.error(dingtalk.transcript(scene.group)));

  await say('mallory', 'deploy web v2');
  await whispered('mallory', 'people:');
  // As a phone and an input method write it.
  await say('alice', 'depoly　web　ｖ2。');
  await reads('deploy web v2');

  host('web-03').hook(`${waitForGo}\necho no space left on device; exit 7`);
  await say('alice', 'deploy web v2');
  await click('alice', 'Approve');
  await whispered('alice', 'second person');
  await click('bob', 'Approve');
  await reads(/web-02 done/);
  await reads(/web-03 .*deploying v2/);
  host('web-03').go();
  await reads('web-03: the deploy failed with exit code 7');
  await reads('no space left on device');
  host('web-03').hook('true');
  await click('bob', 'Roll back');
  await reads('r1-back rollback web v2 → v1 · succeeded');
  for (const { name } of scene.hosts) expect(await host(name).runs()).toBe('v1');

  host('web-01').hook(waitForGo);
  await say('bob', 'deploy web v3');
  await click('carol', 'Approve');
  await reads(/web-01 .*deploying v3/);
  await say('carol', 'disable web web-04 for 1m “kernel panic”');
  await click('carol', 'Take it out');
  const isOut = () => watch.now().some(({ name, state }) => name === 'web-04' && state === 'drain');
  await until('web-04 is out', isOut);
  await reads('o1 web-04 of web · out of service');
  host('web-01').go();
  await reads(/r2 deploy web v1 → v3 · succeeded/);
  await until(
    'web-04 comes back by itself',
    () => watch.now().every(({ state }) => state === 'ready'),
    120_000,
  );
  await reads('o1 web-04 of web · ended');
  await until('everything is told', async () => (await quiet(dingtalk)) || undefined, 120_000);

  expect(watch.now().map(({ name, weight }) => [name, weight])).toEqual(
    scene.hosts.map(({ name, weight }) => [name, weight]),
  );
  expect(watch.fewest()).toBeGreaterThanOrEqual(2);
  expect(dingtalk.problems()).toEqual([]);
  await expect(withoutIds(timeless(scene.seen()))).toMatchFileSnapshot('golden/dingtalk.txt');
}, 600_000);

it('without cards: tells each stage once, though the bot dies between the plan and the click, and in the middle', async () => {
  const scene = await openDingTalkScene(world, dingtalk, 'messages', { minInService: 3 });
  const { bot, say, click, reads, host, group } = scene;
  onTestFailed(() => console.error(dingtalk.transcript(group)));
  host('web-02').hook(waitForGo);
  await say('alice', 'deploy web v2');
  await reads('[Approve]');
  await bot.kill();
  await bot.start();
  await until('the bot is back', () => dingtalk.connections() > 0);
  await click('bob', 'Approve');
  await until('web-02 is being deployed to', () => host('web-02').deploys().length === 1, 120_000);
  await bot.kill();
  await bot.start();
  host('web-02').go();
  await reads(/r1 deploy web v1 → v2 · succeeded/);
  await until('everything is told', async () => (await quiet(dingtalk)) || undefined, 120_000);

  const told = dingtalk.messages(group).filter(({ from }) => from === undefined);
  expect(told.filter(({ text }) => text.includes('succeeded')).length).toBe(1);
  const texts = told.map(({ text }) => text);
  expect([...new Set(texts)]).toEqual(texts);
  for (const { name } of scene.hosts) expect(host(name).deploys()).toEqual(['v2']);
  expect(dingtalk.problems()).toEqual([]);
}, 300_000);

/** The ends of the requests' ids. */
const withoutIds = (text: string): string => text.replace(/#[A-Za-z0-9]{1,6}$/gm, '#ID');
