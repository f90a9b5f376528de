import { expect, it, vi } from 'vitest';
import { keepStage } from './keep-stage.ts';
import { goesAfterRestore, redisOf, silent } from './redis-away.ts';
import { allBack, type Stage } from './stage.ts';

const { open } = keepStage();

const said = "the lock of web can't be reached, and is tried again: redis is not reachable";

const saysSo = (stage: Stage, id: string) =>
  expect.poll(() => stage.story(id), { timeout: 10_000 }).toContain(said);

/** A rollout that was aborted as its host was ill; it is well again. */
async function leaveOut(stage: Stage): Promise<string> {
  stage.verdicts.set('a', { answer: 'no', reason: 'ill' });
  const id = await stage.deploy('deploy web v2 --hosts a');
  await stage.asked(id);
  await stage.say(`abort ${id}`);
  await stage.ended(id);
  stage.verdicts.clear();
  return id;
}

const holder = ({ tools }: Stage) => tools.lock.holder('web');

it('a rollout that ends while Redis is away says so once, and frees its lock when Redis is back', async () => {
  const stage = await open();
  const redis = goesAfterRestore(stage, 'a');
  const id = await stage.deploy('deploy web v2 --hosts a');
  await saysSo(stage, id);
  redis.returns();
  expect((await stage.ended(id)).state).toBe('succeeded');
  expect(stage.members()).toEqual(allBack);
  expect(await holder(stage)).toBeUndefined();
  expect((await stage.story(id)).split(said)).toHaveLength(2);
});

it('it takes a click meanwhile, and hands the lock to the rollback that was asked for', async () => {
  const stage = await open();
  await stage.ended(await stage.deploy('deploy web v1 --hosts a'));
  const redis = goesAfterRestore(stage, 'a');
  const id = await stage.deploy('deploy web v2 --hosts a');
  await saysSo(stage, id);
  expect((await stage.say(`rollback ${id}`)).code).toBe('ok');
  redis.returns();
  expect((await stage.ended(`${id}-back`)).state).toBe('succeeded');
  expect(stage.deployer.hosts.releases.get('a')).toBe('v1');
  expect(await holder(stage)).toBeUndefined();
});

it('one that begins while Redis is silent begins when it answers, also where it had taken the lock', async () => {
  const stage = await open();
  const { lock } = stage.tools;
  const { acquire } = lock;
  vi.spyOn(lock, 'acquire').mockImplementationOnce(async (...claim) => {
    await acquire(...claim);
    throw silent();
  });
  const id = await stage.deploy('deploy web v2 --hosts a');
  await saysSo(stage, id);
  expect((await stage.ended(id)).state).toBe('succeeded');
  expect(await holder(stage)).toBeUndefined();
});

it('one that an error of ours ends frees its lock, too', async () => {
  const stage = await open();
  const redis = redisOf(stage);
  vi.spyOn(stage.deployer, 'prepare').mockImplementation(() => {
    redis.goes();
    throw new Error('there is no such key');
  });
  const id = await stage.deploy('deploy web v2 --hosts a');
  // As the bot itself does every few seconds.
  const look = async () => {
    await stage.desk.takeUpGivenUp();
    return stage.story(id);
  };
  await expect.poll(look).toContain(said);
  redis.returns();
  expect((await stage.ended(id)).state).toBe('aborted');
  expect(await holder(stage)).toBeUndefined();
});

it('an `enable` that an error of ours ends frees its lock, too', async () => {
  const stage = await open();
  await leaveOut(stage);
  vi.spyOn(stage.store.journal, 'after').mockRejectedValueOnce(new Error('a bug'));
  await expect(stage.say('enable web a')).rejects.toThrow('a bug');
  expect(await holder(stage)).toBeUndefined();
});

it('a host that is brought back meanwhile leaves no lock', async () => {
  const stage = await open();
  const id = await leaveOut(stage);
  const redis = goesAfterRestore(stage, 'a');
  const answer = stage.say('enable web a');
  await saysSo(stage, id);
  redis.returns();
  await answer;
  expect(stage.members()).toEqual(allBack);
  await expect.poll(() => holder(stage)).toBeUndefined();
});
