import { expect, it } from 'vitest';
import { createReport } from '../../src/report/follow.ts';
import type { Update } from '../../src/report/report.ts';
import { keepStage } from '../workflow/keep-stage.ts';
import type { Stage } from '../workflow/stage.ts';

const { open } = keepStage();

async function followed(stage: Stage, id: string, after?: number): Promise<Update[]> {
  const updates: Update[] = [];
  const until = AbortSignal.timeout(30_000);
  for await (const update of createReport(stage.store).follow(id, after ?? 0, until)) updates.push(update);
  return updates;
}
const texts = (updates: readonly Update[]) => updates.flatMap(({ line }) => line?.text ?? []);

it('an answer says where to follow on: from the wish itself, whatever it was', async () => {
  const stage = await open();
  stage.deployer.hosts.exitCodes.set('b', 1);
  const planned = await stage.say('deploy web v2 --hosts b');
  const id = planned.rollout ?? '';
  expect(planned).not.toHaveProperty('seq');
  const approved = await stage.say(`approve ${id}`, 'bob');
  await stage.asked(id);
  stage.deployer.hosts.exitCodes.delete('b');
  const retried = await stage.say(`retry ${id} b`);
  await stage.ended(id);
  const whole = texts(await followed(stage, id));
  expect(whole[0]).toBe('planned by alice');
  const afterApproval = texts(await followed(stage, id, approved.seq));
  expect(afterApproval[0]).toBe('approved by bob');
  const afterRetry = texts(await followed(stage, id, retried.seq));
  expect(afterRetry[0]).toBe('alice: retry b');
  expect(whole.slice(-afterApproval.length)).toEqual(afterApproval);
  expect(whole.slice(-afterRetry.length)).toEqual(afterRetry);
  expect(afterRetry.at(-1)).toContain('succeeded');
});

it('a request that recorded nothing new says nothing of where, as nothing may follow', async () => {
  const stage = await open();
  const { rollout: id = '' } = await stage.say('deploy web v2 --hosts b');
  await stage.say(`approve ${id}`, 'alice', 'click');
  await stage.ended(id);
  await stage.forgetAnswer('click');
  const again = await stage.say(`approve ${id}`, 'alice', 'click');
  expect(again).toMatchObject({ code: 'ok', rollout: id });
  expect(again).not.toHaveProperty('seq');
  expect(await stage.say(`status ${id}`)).not.toHaveProperty('seq');
});

it('a rollout that is rolled back leads from its end to the end of its rollback', async () => {
  const stage = await open();
  stage.deployer.hosts.exitCodes.set('c', 1);
  const first = await stage.deploy('deploy web v1 --hosts b');
  await stage.ended(first);
  const id = await stage.deploy('deploy web v2 --hosts b,c');
  await stage.asked(id);
  await stage.say(`rollback ${id}`);
  const last = (await followed(stage, id)).at(-1);
  expect(last).toMatchObject({ state: 'aborted', next: `${id}-back` });
  const back = (await followed(stage, last?.next ?? '')).at(-1);
  expect(back?.state).toBe('succeeded');
  expect(back).not.toHaveProperty('next');
});
