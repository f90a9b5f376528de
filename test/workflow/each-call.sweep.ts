import { expect, it, vi } from 'vitest';
import { Failure } from '../../src/model/failure.ts';
import { isFinal } from '../../src/model/rollout.ts';
import { keepStage } from './keep-stage.ts';
import { allBack, type Stage } from './stage.ts';

const { open, restart } = keepStage();

type Op = 'read' | 'drain' | 'apply' | 'setWeight';
const nth = (op: Op, most: number) => Array.from({ length: most }, (_, i) => [op, 1 + i] as const);
/** The first nine are the plan's, the approval's and the preflight's, for which nothing is begun. */
const reads = [10, 13, 16, 19, 22, 25, 28].map((n) => ['read', n] as const);

/** One host in three pools, down and up by a step each: so many changes there are, and some reads in between. */
const changes = [...nth('setWeight', 3), ...nth('drain', 3), ...nth('apply', 6)];
const calls = [...changes, ...reads];

const openHost = () =>
  open({
    morePools: ['admin', 'api'],
    strategy: {
      drain: { steps: [50], pauseMs: 1 },
      ramp: { steps: [50], pauseMs: 1, probe: true },
    },
  });

/** People say “again” to whatever is asked, until it is over. */
async function through(stage: Stage, id: string): Promise<void> {
  for (let asked = 0; asked < 5; asked += 1) {
    const now = await stage.until(id, ({ state }) => isFinal(state) || state === 'waiting');
    if (isFinal(now.state)) return;
    await stage.say(`retry ${id}`);
    await stage.until(id, ({ state }) => state !== 'waiting');
  }
  throw new Error(`${id} has no end`);
}

async function expectExact(stage: Stage, id: string): Promise<void> {
  expect((await stage.store.rollouts.get(id))?.state).toBe('succeeded');
  for (const pool of ['web', 'admin', 'api']) expect([pool, stage.members(pool)]).toEqual([pool, allBack]);
  expect(await stage.store.custody.all()).toEqual([]);
}

it.each(calls)('is exact where %s %i is refused', async (op, n) => {
  const stage = await openHost();
  const call = vi.spyOn(stage.balancer, op);
  stage.balancer.fault(op, n, new Failure('denied', 'lb', 'lb: permission denied'));
  const id = await stage.deploy('deploy web v2 --hosts a');
  await through(stage, id);
  expect(call.mock.calls.length).toBeGreaterThanOrEqual(n);
  await expectExact(stage, id);
});

it.each(changes)('is exact where the answer to %s %i is lost', async (op, n) => {
  const stage = await openHost();
  stage.balancer.fault(op, n, new Failure('timeout', 'lb', 'lb is silent'), 'effect');
  const id = await stage.deploy('deploy web v2 --hosts a');
  await through(stage, id);
  await expectExact(stage, id);
});

it.each(changes)('is exact where the bot dies at %s %i', async (op, n) => {
  const stage = await openHost();
  let done = 0;
  const dead = new Promise<void>((resolve) => {
    stage.balancer.onChange((change) => {
      if (change.op !== op) return;
      done += 1;
      if (done !== n) return;
      // Whatever this process still tries has no effect.
      for (const each of ['read', 'drain', 'apply', 'setWeight'] as const)
        for (let i = 1; i <= 300; i += 1)
          stage.balancer.fault(each, i, new Failure('unreachable', 'lb', 'lb is silent'));
      resolve();
    });
  });
  const id = await stage.deploy('deploy web v2 --hosts a');
  await dead;
  const second = await restart();
  second.balancer.heal();
  await through(second, id);
  await expectExact(second, id);
});
