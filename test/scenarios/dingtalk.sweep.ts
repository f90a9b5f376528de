import { afterAll, afterEach, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import { type DingTalkDouble, startDingTalk } from '../doubles/dingtalk/dingtalk.ts';
import { openDingTalkScene, quiet } from './dingtalk-scene.ts';
import { waitForGo } from './host.ts';
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

/** What a group reads is in dingtalk-chinese.sweep.ts. */
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
