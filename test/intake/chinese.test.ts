import { expect, it } from 'vitest';
import { keepStage } from '../workflow/keep-stage.ts';
import type { Stage } from '../workflow/stage.ts';

const { open } = keepStage();

/** The bot, answering bob in Chinese. */
async function openForBob(options: Parameters<typeof open>[0] = {}) {
  const stage = await open(options);
  await stage.say('language zh-CN', 'bob');
  const ask = async (text: string) => (await stage.say(text, 'bob')).card;
  return { stage, ask, titled: async (text: string) => (await ask(text)).title };
}

/** What was recorded of everything that was asked for. */
async function answersRecorded({ store }: Stage): Promise<readonly string[]> {
  const entries = await store.audit.since(new Date(0), 100);
  return entries.flatMap(({ body }) => (body.type === 'asked' ? [body.answer] : []));
}

it('refuses in the reader’s language, and records it in English', async () => {
  const { stage, titled } = await openForBob();
  expect(await titled('status wbe')).toBe('没有集群 wbe；是不是 web？');
  expect(await titled('deploy web v2 --hosts bb')).toMatch(/^集群 web 没有主机 bb/u);
  expect(await titled('abort r9')).toBe('没有发布 r9；用 `history` 查看全部');
  const recorded = await answersRecorded(stage);
  expect(recorded).toContain('There is no cluster wbe; did you mean web?');
  expect(recorded.filter((text) => /没有/u.test(text))).toEqual([]);
});

it('says why a policy forbids something', async () => {
  const { titled } = await openForBob({ access: { deploy: ['alice'], view: [] } });
  expect(await titled('lock web maintenance')).toBe('只有 alice 可以向 web 发布。');
});

it('locks and frees a cluster; a person’s reason stays as it is', async () => {
  const { stage, titled } = await openForBob();
  expect(await titled('lock web nothing was changed')).toBe(
    'web 已锁定：nothing was changed。用 `unlock web` 解锁',
  );
  expect((await stage.say('status')).card.title).not.toMatch(/\p{Script=Han}/u);
  expect(await titled('unlock web')).toBe('web 已解锁；原由 bob 锁定（nothing was changed）');
});

it('tells what another team was told in English when it was recorded', async () => {
  const { stage, titled } = await openForBob();
  const { rollout: id = '' } = await stage.say('deploy web v2');
  await stage.say(`reject ${id}`);
  expect(await titled(`approve ${id}`)).toMatch(
    new RegExp(`^${id} 不在等待批准：alice 已于 [\\d:]+ 拒绝（已作废）$`, 'u'),
  );
  expect(await titled(`pause ${id}`)).toBe(`${id} 已结束（已作废）：无法执行 \`pause\``);
});

it('keeps a rollout that was asked for in Chinese in English', async () => {
  const { stage, ask } = await openForBob();
  const { title } = await ask('deploy web v2 --hosts b');
  const [rollout] = await stage.store.rollouts.history('web', 1);
  const id = rollout?.id ?? '';
  expect(title).toContain(id);
  await ask(`approve ${id}`);
  await stage.ended(id);
  const kept = JSON.stringify([await stage.store.rollouts.get(id), await stage.store.journal.after(id, 0)]);
  expect(kept).toContain('batch 1');
  expect(kept).not.toMatch(/\p{Script=Han}/u);
});

it('tells in the audit what was answered in English as it would be answered now', async () => {
  const { stage, ask } = await openForBob();
  await stage.say('freeze web christmas');
  await stage.say('deploy web v2');
  await stage.say('unfreeze web');
  await stage.say('lock web for 1h database move');
  await stage.say('lock web other', 'carl');
  await stage.say('freeze');
  await stage.say('language zh-CN', 'carl');
  const outcomes = (await ask('audit')).table?.rows.map((row) => row.slice(3)) ?? [];
  const time = /(?:\d{4}-\d{2}-\d{2} )?\d{2}:\d{2}/gu;
  expect(outcomes.map(([from, outcome = '']) => [from, outcome.replace(time, 'T')])).toEqual([
    ['终端', '成功：今后以中文回复您；频道仍使用各自的语言'],
    ['终端', '有误：“freeze”缺少CLUSTER或 --all，用法：freeze CLUSTER|--all [for 2h] REASON'],
    ['终端', '已拒绝：web 已被 alice 加锁（database move），自 T 起至 T；用 `unlock web` 解锁'],
    ['终端', '成功：web 已锁定至 T：database move。用 `unlock web` 解锁'],
    ['', '由 alice 加锁，至 T：database move'],
    ['终端', '成功：web 已解冻；原由 alice 冻结（christmas）'],
    ['', '由 alice 解除冻结：原由 alice 冻结：christmas'],
    ['终端', '已拒绝：web 被 alice 冻结（christmas），自 T 起；用 `unfreeze web` 解冻'],
    ['终端', '成功：web 已冻结：christmas。用 `unfreeze web` 解冻'],
    ['', '由 alice 冻结：christmas'],
    ['终端', '成功：今后以中文回复您；频道仍使用各自的语言'],
  ]);
});
