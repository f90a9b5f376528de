import { expect, it } from 'vitest';
import { inLanguage } from '../../src/text/language.ts';
import { told } from '../../src/text/told.ts';
import { keepStage } from './keep-stage.ts';
import { overrideWhen, takeOut } from './override-stage.ts';
import type { Stage } from './stage.ts';

const { open } = keepStage();
const chinese = (text: string): string => inLanguage('zh-CN', () => told(text));

/** What was recorded of it in words: notes, questions, reasons. */
async function recordedOf({ store }: Stage, id: string): Promise<readonly string[]> {
  const entries = await store.journal.after(id, 0);
  return entries.flatMap(({ body }) => {
    const texts = [
      'text' in body ? body.text : undefined,
      'note' in body ? body.note : undefined,
      body.type === 'host' || body.type === 'state' ? body.reason : undefined,
    ];
    return texts.filter((text) => text !== undefined);
  });
}

/** Words of a sentence that are neither names, nor commands, nor states. */
const englishIn = (text: string): readonly string[] =>
  text.replace(/`[^`]*`/gu, '').match(/\b(?!web|alice|bob|ready|drain|deploy|down)[a-z]{3,}\b/giu) ?? [];

it('all that a rollout records of failures and stops is read in Chinese, and recorded in English', async () => {
  const stage = await open({ morePools: ['admin'] });
  stage.deployer.hosts.exitCodes.set('b', 7);
  const id = await stage.deploy('deploy web v2');
  expect(chinese(await stage.asked(id))).toMatch(/^b：部署失败，退出码 7/u);
  await stage.say(`skip ${id} b`);
  await stage.say(`abort ${id}`);
  await stage.ended(id);
  const recorded = await recordedOf(stage, id);
  expect(recorded.length).toBeGreaterThan(4);
  expect(recorded.join()).not.toMatch(/\p{Script=Han}/u);
  expect(recorded.map(chinese).filter((text) => englishIn(text).length > 0)).toEqual([]);
});

it('and so is what an override records, and the answer of a host that comes back', async () => {
  const stage = await open();
  await stage.say('language zh-CN', 'bob');
  const id = await takeOut(stage, 'disable web b 内核崩溃', 'bob');
  stage.verdicts.set('b', { answer: 'no', reason: 'status 500' });
  await stage.say('enable web b', 'bob');
  await overrideWhen(stage, id, 'asking');
  stage.verdicts.clear();
  const { card } = await stage.say('enable web b', 'bob');
  expect(card.title).toBe('b：已恢复上线，与原来完全一致');
  const recorded = await recordedOf(stage, id);
  expect(recorded).toContain('back in service, exactly as it was');
  expect(recorded.join()).not.toMatch(/\p{Script=Han}/u);
});

it('names who holds a cluster while a host is brought back', async () => {
  const stage = await open();
  stage.deployer.hosts.exitCodes.set('b', 7);
  const rollout = await stage.deploy('deploy web v2 --hosts b');
  await stage.asked(rollout);
  await stage.say('language zh-CN', 'bob');
  const { card } = await stage.say('lock web maintenance', 'bob');
  expect(card.title.startsWith(`web 已被 ${rollout} 加锁（alice 发布 v2）`), card.title).toBe(true);
  await stage.say(`abort ${rollout}`);
  await stage.ended(rollout);
});
