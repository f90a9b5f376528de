import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Lock } from '../../src/lock/lock.ts';
import { createRedisLock, createShadowedLock } from '../../src/lock/redis/redis-lock.ts';
import { createShadow } from '../../src/lock/redis/shadow.ts';
import { createSlots } from '../../src/lock/redis/slot.ts';
import { Secret } from '../../src/model/secret.ts';
import { connectRedis, type RedisConnection } from '../../src/transport/redis/connection.ts';
import { type RedisPeer, startRedis } from '../peers/redis.ts';
import { keepStage } from './keep-stage.ts';
import { allBack, type Stage, type StageOptions } from './stage.ts';

const { open } = keepStage();
const installation = 'a1b2c3d4';
const patienceMs = 20;

let peer: RedisPeer;
let redis: RedisConnection;
beforeAll(async () => {
  peer = await startRedis();
  redis = await connectRedis({ url: new Secret(peer.url) }, { timeoutMs: 10_000 });
});
beforeEach(() => peer.command('flushall'));
afterAll(async () => {
  redis?.close();
  await peer?.stop();
});

/** A bot whose locks are in the real Redis, with its database as their shadow. */
async function openInRedis(options: StageOptions): Promise<Stage> {
  const stage = await open(options);
  const lock = createRedisLock({ redis, installation, db: stage.db, patienceMs });
  (stage.tools as { lock: Lock }).lock = lock;
  return stage;
}

const inRedis = () => peer.command('get', `rollout:{${installation}}:lock:web`).then(String);

/** Bob takes the lock away, and the process that he asked dies between Redis and the database. */
async function halfStolen({ db }: Stage): Promise<void> {
  const shadow = { ...createShadow(db), swap: () => new Promise<never>(() => undefined) };
  const dead = createShadowedLock({ slots: createSlots(redis, installation), shadow, patienceMs });
  void dead.steal('web', { kind: 'person', name: 'bob', reason: 'migration' });
  await expect.poll(inRedis).toContain('bob');
}

const told = (id: string) =>
  `Redis says that bob holds web (migration), the database says ${id} (deploy v2 by alice). If bob is not at work on it, \`unlock web\` takes it from there; then retry.`;

/** In Redis, and in the database's record. */
async function expectFree({ tools }: Stage): Promise<void> {
  expect(await tools.lock.holder('web')).toBeUndefined();
  expect(await inRedis()).not.toContain('holder');
}

describe('where Redis names another holder than the database', () => {
  it('a host that is out stays so and asks, again after each retry, until somebody unlocks Redis’s', async () => {
    const stage = await openInRedis({ strategy: { onFailure: 'abort' } });
    stage.deployer.hosts.onRun = () => halfStolen(stage);
    const id = await stage.deploy('deploy web v2 --hosts a');
    expect(await stage.asked(id)).toBe(told(id));
    expect(stage.members()).toEqual({ ...allBack, a: expect.stringContaining('drain') });
    await stage.say(`retry ${id}`);
    await expect.poll(async () => (await stage.story(id)).split(`"text":"${told(id)}`).length).toBe(3);
    expect(stage.members()).toEqual({ ...allBack, a: expect.stringContaining('drain') });
    expect((await stage.say('unlock web')).code).toBe('ok');
    await stage.say(`retry ${id}`);
    expect((await stage.ended(id)).state).toBe('succeeded');
    expect(stage.members()).toEqual(allBack);
    expect(stage.deployer.hosts.ran).toEqual(['a v2']);
    await expectFree(stage);
  });

  it('nothing is taken out any more, and after the unlock the rollout goes on with it', async () => {
    const { stage, id } = await asksBefore('b');
    expect((await stage.say('unlock web')).code).toBe('ok');
    await stage.say(`retry ${id}`);
    expect((await stage.ended(id)).state).toBe('succeeded');
    expect(stage.members()).toEqual(allBack);
    expect(stage.deployer.hosts.ran).toEqual(['a v2', 'b v2']);
    await expectFree(stage);
  });

  it('whoever is at work keeps the lock where the rollout is aborted, and nobody has it after them', async () => {
    const { stage, id } = await asksBefore('b');
    await stage.say(`abort ${id}`);
    expect((await stage.ended(id)).state).toBe('aborted');
    expect(stage.members()).toEqual(allBack);
    expect(await stage.tools.lock.holder('web')).toMatchObject({ kind: 'person', name: 'bob' });
    expect((await stage.say('unlock web', 'bob')).code).toBe('ok');
    await expectFree(stage);
  });

  it('whoever is at work keeps the lock where the rollout is to be rolled back, which is dropped', async () => {
    const { stage, id } = await asksBefore('b');
    await stage.say(`rollback ${id}`);
    await stage.ended(id);
    const back = await stage.ended(`${id}-back`);
    expect(back).toMatchObject({
      state: 'dropped',
      reason: expect.stringContaining('locked by bob (migration)'),
    });
    expect(stage.members()).toEqual(allBack);
    expect((await stage.say('unlock web', 'bob')).code).toBe('ok');
    await expectFree(stage);
  });
});

/** The first host is on its release and back, and the rollout is paused; then bob comes in between, and it goes on. */
async function asksBefore(host: string): Promise<{ readonly stage: Stage; readonly id: string }> {
  const stage = await openInRedis({ strategy: { onFailure: 'rollback' } });
  await stage.ended(await stage.deploy(`deploy web v1 --hosts a,${host}`));
  stage.deployer.hosts.ran.length = 0;
  const { rollout: id = '' } = await stage.say(`deploy web v2 --hosts a,${host}`);
  stage.deployer.hosts.onRun = async () => void (await stage.say(`pause ${id}`));
  await stage.say(`approve ${id}`);
  await expect.poll(() => stage.outcomes(id)).toEqual({ a: 'done', [host]: 'pending' });
  await halfStolen(stage);
  await stage.say(`resume ${id}`);
  expect(await stage.asked(id)).toBe(told(id));
  expect(stage.members()).toEqual(allBack);
  return { stage, id };
}
