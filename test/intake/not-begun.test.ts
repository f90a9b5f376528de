import { expect, it, vi } from 'vitest';
import { keepStage } from '../workflow/keep-stage.ts';
import { allBack } from '../workflow/stage.ts';

const { open } = keepStage();

const dies = () => Promise.reject(new Error('SIGKILL'));

it('a click that counted before its process died begins the rollout when it comes again', async () => {
  const stage = await open();
  const { rollout: id = '' } = await stage.say('deploy web v2 --hosts a');
  const start = vi.spyOn(stage.desk, 'start').mockImplementationOnce(dies);
  await expect(stage.say(`approve ${id}`, 'alice', 'click-1')).rejects.toThrow('SIGKILL');
  expect((await stage.store.rollouts.get(id))?.state).toBe('queued');
  expect((await stage.say(`approve ${id}`, 'alice', 'click-1')).code).toBe('ok');
  expect((await stage.ended(id)).state).toBe('succeeded');
  expect(stage.deployer.hosts.ran).toEqual(['a v2']);
  expect((await stage.say(`approve ${id}`, 'alice', 'click-1')).code).toBe('ok');
  expect(start).toHaveBeenCalledTimes(2);
});

it('what the on-call took out before the process died is taken out when it is asked again', async () => {
  const stage = await open({ access: { onCall: ['alice'], onCallConfirms: false } });
  vi.spyOn(stage.desk, 'startOverride').mockImplementationOnce(dies);
  await expect(stage.say('disable web a broken', 'alice', 'd-1')).rejects.toThrow('SIGKILL');
  expect(stage.members()).toEqual(allBack);
  const { override: id = '' } = await stage.say('disable web a broken', 'alice', 'd-1');
  expect(stage.members().a).toContain('drain');
  await stage.say(`enable web a --unverified`);
  await expect.poll(() => stage.members()).toEqual(allBack);
  await expect.poll(async () => (await stage.store.overrides.get(id))?.state).toBe('ended');
});
