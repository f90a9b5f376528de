import { expect, it } from 'vitest';
import { Failure } from '../../src/model/failure.ts';
import { isFinal } from '../../src/model/rollout.ts';
import { keepStage } from './keep-stage.ts';
import { allBack, type Stage, type StageOptions } from './stage.ts';

const kept = keepStage();
let stage: Stage;
const open = async (options?: StageOptions) => {
  stage = await kept.open(options);
  return stage;
};
const ended = (id: string) => stage.until(id, ({ state }) => isFinal(state));
const asking = (id: string) => stage.until(id, ({ state }) => state === 'waiting');

it('drains a host from all its pools in order, and gives it back in reverse', async () => {
  const { deploy, members, balancer } = await open({ morePools: ['admin'] });
  const changes: string[] = [];
  balancer.onChange(({ op, pool, member }) => void (member === 'a' && changes.push(`${op} ${pool}`)));
  expect((await ended(await deploy('deploy web v2'))).state).toBe('succeeded');
  expect(changes).toEqual(['drain web', 'drain admin', 'apply admin', 'apply web']);
  expect(members()).toEqual(allBack);
  expect(members('admin')).toEqual(allBack);
});

it('gives the first pool its member back where the second refuses, and asks', async () => {
  const { deploy, members, balancer, say, deployer } = await open({ morePools: ['admin'] });
  balancer.fault('drain', 2, new Failure('denied', 'lb/admin', 'lb/admin: permission denied'));
  const id = await deploy('deploy web v2');
  await asking(id);
  expect((await stage.store.rollouts.questions(id))[0]?.text).toContain('permission denied');
  expect(members()).toEqual(allBack);
  expect(deployer.hosts.ran).toEqual([]);
  await say(`retry ${id}`);
  expect((await ended(id)).state).toBe('succeeded');
  expect(members('admin')).toEqual(allBack);
});

it('is not put off by a balancer that is silent for a moment, and stops where it stays silent', async () => {
  const { deploy, members, balancer, say } = await open();
  const silent = new Failure('unreachable', 'lb/web', 'lb/web does not answer');
  const id = await deploy('deploy web v2');
  balancer.fault('drain', 1, silent, 'effect');
  balancer.fault('apply', 1, silent);
  expect((await ended(id)).state).toBe('succeeded');
  expect(members()).toEqual(allBack);

  const next = await deploy('deploy web v3');
  for (let n = 1; n <= 50; n += 1) balancer.fault('apply', n, silent);
  await asking(next);
  expect((await stage.store.rollouts.questions(next))[0]?.text).toContain('does not answer');
  balancer.heal();
  await say(`retry ${next}`);
  expect((await ended(next)).state).toBe('succeeded');
  expect(members()).toEqual(allBack);
  expect(stage.deployer.hosts.ran.filter((job) => job === 'a v3')).toHaveLength(1);
});

it('refuses a release that would lead out of the upload’s folder, before anything is drained', async () => {
  const { say } = await open({ deploy: { upload: { from: 'build/{release}.tgz', to: '/srv/new.tgz' } } });
  const answer = await say('deploy web ../../etc/passwd');
  expect(answer).toMatchObject({
    code: 'refused',
    card: { title: expect.stringContaining("can't be part of a file's name") },
  });
  const planned = await say('deploy web v1.2+build-7');
  expect(planned.code).toBe('ok');
  await say(`reject ${planned.rollout}`);
});

it('soaks between batches, not after the last, and an abort does not wait for it', async () => {
  const { deploy, say, deployer, members } = await open({
    strategy: { soakMs: 60_000, batches: [{ count: 4 }] },
  });
  const id = await deploy('deploy web v2');
  const soaks = async () =>
    (await stage.store.journal.after(id, 0)).some(({ body }) => body.type === 'soaking');
  await expect.poll(soaks).toBe(true);
  expect(deployer.hosts.ran).toHaveLength(4);
  await say(`abort ${id}`);
  expect(await ended(id)).toMatchObject({ state: 'aborted', reason: 'not changed: e' });
  expect(members()).toEqual(allBack);
});
