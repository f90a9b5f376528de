import { rmSync, symlinkSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import { type DingTalkDouble, startDingTalk } from '../doubles/dingtalk/dingtalk.ts';
import { callsIn, inOrder } from './chinese-golden.ts';
import { type DingTalkScene, openDingTalkScene, quiet, type Way } from './dingtalk-scene.ts';
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
  reachable(true);
});
afterEach(() => dingtalk.stop());
afterAll(() => world.close());

/** The bot's own way to HAProxy; everybody else has another one. */
const socketOfBot = (): string => `${world.haproxy.socketPath}.bot`;

function reachable(is: boolean): void {
  rmSync(socketOfBot(), { force: true });
  if (is) symlinkSync(world.haproxy.socketPath, socketOfBot());
}

async function open(way: Way): Promise<DingTalkScene> {
  const settings = { minInService: 2, socket: socketOfBot(), language: 'zh-CN' } as const;
  const scene = await openDingTalkScene(world, dingtalk, way, settings);
  onTestFailed(() => console.error(scene.seen()));
  return scene;
}

/** Types it to the robot, and waits for the answer, which quotes it. */
async function ask({ say, reads }: DingTalkScene, person: 'alice' | 'bob', text: string): Promise<void> {
  await say(person, `@机器人 ${text}`);
  await reads(`“${text}”`);
}

/** Everything is told, and every member is back as it was. */
async function ends({ watch, hosts }: DingTalkScene): Promise<void> {
  await until('everything is told', async () => (await quiet(dingtalk)) || undefined, 120_000);
  expect(watch.now().map(({ name, weight, state }) => [name, weight, state])).toEqual(
    hosts.map(({ name, weight }) => [name, weight, 'ready']),
  );
  expect(watch.fewest()).toBeGreaterThanOrEqual(2);
  expect(dingtalk.problems()).toEqual([]);
}

/** Typed as an input method writes it, and asked for; a second person approves, a host fails, and all goes back. */
async function deployThatFails(scene: DingTalkScene): Promise<void> {
  const { say, click, reads, host, hosts, seen } = scene;
  await say('alice', '＠机器人　发部　web　ｖ2。');
  await reads('您是不是想输入：发布 web v2');
  host('web-03').hook(`${waitForGo}\necho "tar: web.jar: 设备上没有空间"; exit 7`);
  await click('alice', '发送');
  await click('alice', '批准');
  await until(
    () => `another one has to approve:\n${seen()}`,
    () => seen().includes('须由另一人批准'),
  );
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

it('with cards: who may not is refused, a host fails, and all goes back', async () => {
  const scene = await open('cards');
  const { say, reads, whispered } = scene;
  await say('mallory', '@机器人 发布 web v2');
  await whispered('mallory', 'people:');
  await say('carol', '@机器人\u00a0发布\u00a0web\u00a0v2');
  await reads('只有 alice、bob 可以向 web 发布');
  await deployThatFails(scene);
  await ask(scene, 'alice', '历史 web');
  await ask(scene, 'alice', '日志 r1 web-03');
  await ask(scene, 'alice', '帮助 发布');
  await ends(scene);
  const golden = `${inOrder(scene.seen())}\n\ncalled:\n\n${callsIn(scene.seen())}`;
  await expect(golden).toMatchFileSnapshot('golden/dingtalk-cards.zh-CN.txt');
}, 300_000);

it('with messages: the same, each stage told once', async () => {
  const scene = await open('messages');
  await deployThatFails(scene);
  await ends(scene);
  const texts = dingtalk
    .messages(scene.group)
    .flatMap(({ from, text }) => (from === undefined ? [text] : []));
  expect([...new Set(texts)]).toEqual(texts);
  await expect(inOrder(scene.seen())).toMatchFileSnapshot('golden/dingtalk-messages.zh-CN.txt');
}, 300_000);

it('on call: a lock, a member out, a load balancer away, an abort, and a rollback that is typed', async () => {
  const scene = await open('cards');
  const { say, click, reads, host, watch } = scene;
  await ask(scene, 'bob', '锁定 web 2小时 数据库迁移');
  await say('alice', '@机器人 发布 web v2');
  await reads('web 已被 bob 加锁（数据库迁移）');
  await click('carol', '批准');
  await until('carol is refused', () =>
    dingtalk.transcript(`staff/${scene.id('carol')}`).includes('已被 bob 加锁'),
  );
  await ask(scene, 'bob', '解锁 web');

  host('web-02').hook(waitForGo);
  await click('carol', '批准');
  await reads(/web-02 正在部署 v2/);
  await say('carol', '@机器人 禁用 web web-04 30分钟 “内核崩溃，等厂商回复”');
  await click('carol', '摘除');
  await until('web-04 is out', () =>
    watch.now().some((each) => each.name === 'web-04' && each.state === 'drain'),
  );
  await reads('o1 web-04（web）· 已摘除');
  reachable(false);
  await reads('web-04 尚未全部摘除：无法连接 lb1');
  await ask(scene, 'alice', '状态 web');
  reachable(true);
  await reads('web-04 已从所有后端池摘除');

  await say('alice', '@机器人 中止 r1');
  await reads(/r1 发布 web v1 → v2 · 已中止/);
  host('web-02').hook('true');
  await ask(scene, 'alice', '成员 web');
  await click('carol', '立即恢复');
  await reads('carol：要求恢复');
  await reads('o1 web-04（web）· 已结束');
  await say('alice', '@机器人 回滚 web');
  await click('bob', '批准');
  await reads(/ 回滚 web .* · 成功/);
  await ask(scene, 'alice', '状态');
  await ask(scene, 'alice', '帮助');
  await ends(scene);
  await expect(inOrder(scene.seen())).toMatchFileSnapshot('golden/dingtalk-on-call.zh-CN.txt');
}, 300_000);
