import { rmSync, symlinkSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import { type DingTalkDouble, startDingTalk } from '../doubles/dingtalk/dingtalk.ts';
import { type DingTalkScene, openDingTalkScene, quiet, type Way } from './dingtalk-scene.ts';
import { waitForGo } from './host.ts';
import { timeless } from './timeless.ts';
import { until } from './until.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let dingtalk: DingTalkDouble;
/** The way by which the bot reaches HAProxy; others have their own. */
let socket: string;
beforeAll(async () => {
  world = await openWorld({ hosts: 4 });
  socket = `${world.haproxy.socketPath}.bot`;
}, 120_000);
beforeEach(async () => {
  dingtalk = await startDingTalk();
  link(true);
});
afterEach(() => dingtalk.stop());
afterAll(() => world.close());

function link(there: boolean): void {
  rmSync(socket, { force: true });
  if (there) symlinkSync(world.haproxy.socketPath, socket);
}

async function open(way: Way): Promise<DingTalkScene> {
  const scene = await openDingTalkScene(world, dingtalk, way, { minInService: 2, socket, language: 'zh-CN' });
  onTestFailed(() => console.error(scene.seen()));
  return scene;
}

/** Typed as phones and input methods write it; then a host fails, and all goes back. */
async function deployThatFails(scene: DingTalkScene): Promise<void> {
  const { say, click, reads, host, hosts } = scene;
  await say('alice', '＠机器人　发部　web　ｖ2。');
  await reads('您是不是想输入：发布 web v2');
  host('web-03').hook(`${waitForGo}\necho "tar: web.jar: 设备上没有空间"; exit 7`);
  await click('alice', '发送');
  await click('alice', '批准');
  await until(() => `a second person is wanted:\n${scene.seen()}`, () => scene.seen().includes('另一人'));
  await click('bob', '批准');
  await reads(/web-02 已完成/);
  host('web-03').go();
  await reads('web-03：部署失败，退出码 7');
  await reads('设备上没有空间');
  host('web-03').hook('true');
  await click('bob', '回滚');
  await reads('r1-back 回滚 web v2 → v1 · 成功');
  for (const { name } of hosts) expect(await host(name).runs()).toBe('v1');
}

it('cards', async () => {
  const scene = await open('cards');
  const { say, click, reads, whispered, host, watch } = scene;
  await say('mallory', '@机器人 发布 web v2');
  await whispered('mallory', 'people:');
  await say('carol', '@机器人\u00a0发布\u00a0web\u00a0v2');
  await reads('可以向 web 发布');
  await deployThatFails(scene);

  host('web-01').hook(waitForGo);
  await say('bob', '@机器人 发布 web v3');
  await click('carol', '批准');
  await reads(/web-01 .*正在部署 v3/);
  await say('carol', '@机器人 禁用 web web-04 30分钟 “内核崩溃，等厂商回复”');
  await click('carol', '摘除');
  const isOut = () => watch.now().some(({ name, state }) => name === 'web-04' && state === 'drain');
  await until('web-04 is out', isOut);
  await reads('o1 web-04（web）· 已摘除');
  link(false);
  await say('alice', '@机器人 状态 web');
  await reads('无法连接');
  host('web-01').go();
  await reads(/web-01：无法连接/);
  link(true);
  await click('bob', '重试');
  await reads(/r2 发布 web v1 → v3 · 成功/);
  await say('alice', '@机器人 成员 web');
  await reads('成员 web');
  await say('carol', '@机器人 启用 web web-04');
  await reads('o1 web-04（web）· 已结束');
  await say('alice', '@机器人 状态');
  await say('alice', '@机器人 历史 web');
  await say('alice', '@机器人 帮助');
  await until('everything is told', async () => (await quiet(dingtalk)) || undefined, 120_000);

  expect(watch.now().map(({ name, weight, state }) => [name, weight, state])).toEqual(
    scene.hosts.map(({ name, weight }) => [name, weight, 'ready']),
  );
  expect(watch.fewest()).toBeGreaterThanOrEqual(2);
  expect(dingtalk.problems()).toEqual([]);
  await expect(timeless(scene.seen())).toMatchFileSnapshot('golden/dingtalk-cards.zh-CN.txt');
}, 600_000);

it('messages', async () => {
  const scene = await open('messages');
  const { say, click, reads, host } = scene;
  await deployThatFails(scene);
  await say('bob', '@机器人 锁定 web 2小时 数据库迁移');
  await say('alice', '@机器人 发布 web v3');
  await reads('已被 bob 加锁');
  await say('bob', '@机器人 解锁 web');
  host('web-02').hook(waitForGo);
  await say('alice', '@机器人 发布 web v3');
  await click('carol', '批准');
  await until('web-02 is being deployed to', () => host('web-02').deploys().length === 3, 120_000);
  await say('carol', '@机器人 中止 r2');
  host('web-02').go();
  await reads('r2 发布 web v1 → v3 · 已中止');
  await say('alice', '@机器人 回滚 web');
  await say('bob', '@机器人 批准 r3');
  await reads(/回滚 web .*成功/);
  await until('everything is told', async () => (await quiet(dingtalk)) || undefined, 120_000);
  expect(dingtalk.problems()).toEqual([]);
  await expect(timeless(scene.seen())).toMatchFileSnapshot('golden/dingtalk-messages.zh-CN.txt');
}, 600_000);
