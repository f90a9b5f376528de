import { expect, it } from 'vitest';
import { keepStage } from './keep-stage.ts';
import { redisOf } from './redis-away.ts';
import { allBack } from './stage.ts';

const { open } = keepStage();
const pauseMs = 30;

it('a verified host goes back by its steps while Redis is away', async () => {
  const stage = await open({ strategy: { ramp: { steps: [10, 50], pauseMs, probe: true } } });
  const redis = redisOf(stage);
  stage.probing.onCheck = () => redis.goes();
  const weights: number[] = [];
  stage.balancer.onChange(({ op, after }) => {
    if (op === 'apply') weights.push(after.weight);
  });
  const id = await stage.deploy('deploy web v2 --hosts a');
  await expect.poll(() => stage.outcomes(id), { timeout: 10_000 }).toEqual({ a: 'done' });
  expect(stage.members()).toEqual(allBack);
  expect(weights).toEqual([10, 50, 100]);
  redis.returns();
  expect((await stage.ended(id)).state).toBe('succeeded');
});

it('a host on its way out by steps waits for Redis where it is, longer than for a balancer, and goes on', async () => {
  const stage = await open({ strategy: { drain: { steps: [50, 10], pauseMs } }, pace: { patienceMs: 50 } });
  const redis = redisOf(stage);
  let times = 0;
  stage.balancer.onChange(({ op }) => {
    if (op === 'setWeight' && ++times === 1) redis.goes();
  });
  const id = await stage.deploy('deploy web v2 --hosts a');
  await expect.poll(() => stage.story(id), { timeout: 10_000 }).toContain('a waits, and nothing new');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(stage.members().a).toBe('50 ready');
  redis.returns();
  expect((await stage.ended(id)).state).toBe('succeeded');
  expect(stage.members()).toEqual(allBack);
});
