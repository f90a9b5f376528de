import { afterAll, afterEach, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import { type SlackDouble, startSlack } from '../doubles/slack/slack.ts';
import { waitForGo } from './host.ts';
import { openSlackScene } from './slack-scene.ts';
import { timeless } from './timeless.ts';
import { until } from './until.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let slack: SlackDouble;
beforeAll(async () => {
  world = await openWorld({ hosts: 4 });
}, 120_000);
beforeEach(async () => {
  slack = await startSlack();
});
afterEach(() => slack.stop());
afterAll(() => world.close());

it('is a channel that reads well: deploy, a second person approves, a host fails, all goes back, and on call', async () => {
  const scene = await openSlackScene(world, slack, { minInService: 2 });
  const { say, click, reads, whispered, host, watch } = scene;
  onTestFailed(() => console.error(slack.transcript(scene.channel)));

  await say('mallory', 'deploy web v2');
  await whispered('mallory', 'people:');
  await say('alice', 'depoly web v2');
  await whispered('alice', 'deploy web v2');

  host('web-03').hook(`${waitForGo}\necho no space left on device; exit 7`);
  await say('alice', 'deploy web v2');
  await click('alice', 'Approve');
  await whispered('alice', 'second person');
  await click('bob', 'Approve');
  await reads('web-02 · done');
  await reads('web-03 · deploying v2');
  host('web-03').go();
  await reads('web-03: the deploy failed with exit code 7');
  await reads('r1-web-03-1.log');
  host('web-03').hook('true');
  await click('bob', 'Roll back');
  await reads('r1-back rollback web v2 → v1 · succeeded');
  for (const { name } of scene.hosts) expect(await host(name).runs()).toBe('v1');

  host('web-01').hook(waitForGo);
  await say('bob', 'deploy web v3');
  await click('carol', 'Approve');
  await reads('web-01 · deploying v3');
  await say('carol', 'disable web web-04 for 1m kernel panic');
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
  await until('everything is told', async () => (await quiet(slack)) || undefined, 120_000);

  expect(watch.now().map(({ name, weight }) => [name, weight])).toEqual(
    scene.hosts.map(({ name, weight }) => [name, weight]),
  );
  expect(watch.fewest()).toBeGreaterThanOrEqual(2);
  expect(slack.problems()).toEqual([]);
  await expect(timeless(scene.seen())).toMatchFileSnapshot('golden/slack.txt');
}, 600_000);

it('tells everything once, though the bot dies between the plan and the click, and in the middle', async () => {
  const scene = await openSlackScene(world, slack, { minInService: 3 });
  const { bot, say, click, reads, host, channel } = scene;
  onTestFailed(() => console.error(slack.transcript(channel)));
  host('web-02').hook(waitForGo);
  await say('alice', 'deploy web v2');
  await reads('[Approve]');
  await bot.kill();
  await bot.start();
  await until('the bot is back', () => slack.sockets() > 0);
  await click('bob', 'Approve');
  await reads('web-02 · deploying v2');
  // The next post takes effect, and the bot that made it dies before it knows.
  const posts = () => slack.calls('chat.postMessage').length;
  const before = posts();
  slack.trouble.loseAnswer('chat.postMessage', 1);
  host('web-02').go();
  await until('the bot posts about web-03', () => posts() > before);
  await bot.kill();
  await bot.start();
  await reads(/r1 deploy web v1 → v2 · succeeded/);
  await until('everything is told', async () => (await quiet(slack)) || undefined, 120_000);

  const [root, ...others] = slack.messages(channel);
  expect(others).toEqual([]);
  const titles = slack.thread(channel, root?.ts ?? '').map((reply) => slack.read(reply).split(',')[0]);
  const hosts = ['web-01', 'web-02', 'web-03', 'web-04'].map((name) => `✓ ${name} · done`);
  expect(titles.filter((title) => title?.includes(' · done'))).toEqual(hosts);
  expect(titles.filter((title) => title?.includes('r1 deploy web')).length).toBe(1);
  for (const { name } of scene.hosts) expect(host(name).deploys()).toEqual(['v2']);
  expect(slack.problems()).toEqual([]);
}, 300_000);

/** Nothing was written for three of Slack's seconds. */
async function quiet(double: SlackDouble): Promise<boolean> {
  const writes = () => double.calls().filter(({ method }) => method.startsWith('chat.')).length;
  const before = writes();
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  return writes() === before;
}
