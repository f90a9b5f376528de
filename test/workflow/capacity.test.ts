import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { isFinal } from '../../src/model/rollout.ts';
import { keepStage } from './keep-stage.ts';
import { allBack, type Stage } from './stage.ts';

const { open } = keepStage();
const soon = { timeout: 30_000 };

/** From here on the cluster has three members in service, and must keep them. */
function spareNone(stage: Stage): void {
  stage.member('d').health = 'down';
  stage.member('e').health = 'down';
}

it('counts what is out on our account, although its balancer has forgotten that', async () => {
  const stage = await open({
    strategy: { batches: [{ percent: 100 }], capacityWithinMs: 600_000 },
    pace: { keepOutMs: 600_000 },
  });
  const { hosts } = stage.deployer;
  const running = new Set<string>();
  let most = 0;
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  hosts.onRun = async (host) => {
    running.add(host);
    most = Math.max(most, running.size);
    await held;
    running.delete(host);
  };
  const id = await stage.deploy('deploy web v2');
  await expect.poll(() => running.size, soon).toBe(2);
  for (const { name } of stage.cluster.hosts) stage.member(name).state = 'ready';
  const read = vi.spyOn(stage.balancer, 'read');
  // Each of the three that wait has looked at the forgetful balancer, more than once.
  await expect.poll(() => read.mock.calls.length, soon).toBeGreaterThan(8);
  expect(hosts.ran).toHaveLength(2);
  expect(stage.members()).toEqual(allBack);
  release();
  expect((await stage.ended(id)).state).toBe('succeeded');
  expect(most).toBe(2);
  expect(stage.members()).toEqual(allBack);
});

it('gives back the weight that somebody set last while the host waited, also one that was there before', async () => {
  const stage = await open({ strategy: { capacityWithinMs: 600_000 } });
  spareNone(stage);
  const id = await stage.deploy('deploy web v2 --hosts b');
  for (const weight of [50, 60, 50, 60]) {
    stage.member('b').weight = weight;
    const saved = async () => (await stage.store.custody.of('lb/web', 'b'))?.saved.weight;
    await expect.poll(saved, soon).toBe(weight);
  }
  stage.member('d').health = 'up';
  expect((await stage.ended(id)).state).toBe('succeeded');
  expect(stage.members()).toEqual({ ...allBack, b: '60 ready' });
});

it('does not lose its patience while the rollout is paused', async () => {
  const stage = await open({ strategy: { capacityWithinMs: 300 } });
  spareNone(stage);
  const { custody } = stage.store;
  const { outOf } = custody;
  let looks = 0;
  let id = '';
  vi.spyOn(custody, 'outOf').mockImplementation(async (pool) => {
    looks += 1;
    if (looks === 1) await stage.say(`pause ${id}`);
    // Its second look, after the pause, still finds nothing to spare.
    if (looks === 2) stage.member('d').health = 'up';
    return outOf(pool);
  });
  id = (await stage.say('deploy web v2 --hosts b')).rollout ?? '';
  await stage.say(`approve ${id}`);
  await expect.poll(() => stage.story(id), soon).toContain('b waits: lb/web has 3 of 5');
  // The time that passes is what this is about: longer than the host would wait.
  await pause(800);
  expect(await stage.store.rollouts.get(id)).toMatchObject({ state: 'paused' });
  await stage.say(`resume ${id}`);
  expect((await stage.ended(id)).state).toBe('succeeded');
  expect(looks).toBeGreaterThan(2);
  expect(stage.members()).toEqual(allBack);
});

it('does not lose its patience while others go out by steps, which takes longer than that', async () => {
  const stage = await open({
    strategy: {
      batches: [{ percent: 100 }],
      capacityWithinMs: 300,
      drain: { steps: [50], pauseMs: 1_500 },
    },
  });
  const id = await stage.deploy('deploy web v2');
  expect((await stage.until(id, ({ state }) => state === 'waiting' || isFinal(state))).state).toBe(
    'succeeded',
  );
  expect(stage.members()).toEqual(allBack);
});
