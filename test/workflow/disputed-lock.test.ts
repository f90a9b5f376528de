import { describe, expect, it, vi } from 'vitest';
import { contradiction } from '../../src/lock/redis/judge.ts';
import { keepStage } from './keep-stage.ts';
import { allBack, type Stage } from './stage.ts';

const { open } = keepStage();

const holding = (name: string, hold: number) =>
  ({ kind: 'rollout', name, reason: 'deploy v2', since: new Date(), hold }) as const;

/** As after a replica of Redis was promoted that has missed writes: it names another holder than the database. */
const dispute = ({ tools }: Stage) =>
  vi.spyOn(tools.lock, 'assert').mockRejectedValue(contradiction('web', holding('r9', 9), holding('r1', 1)));

describe('where Redis and the database name different holders', () => {
  for (const onFailure of ['abort', 'rollback'] as const) {
    it(`the rollout asks, also where the policy is ${onFailure}`, async () => {
      const stage = await open({ strategy: { onFailure } });
      const disputed = dispute(stage);
      const id = await stage.deploy('deploy web v2 --hosts a');
      expect(await stage.asked(id)).toContain('Redis says that r9 holds web');
      disputed.mockRestore();
      await stage.say(`retry ${id}`);
      expect((await stage.ended(id)).state).toBe('succeeded');
      expect(stage.members()).toEqual(allBack);
    });
  }

  it('a host on its way back by steps stays where it is, and asks', async () => {
    const ramp = { steps: [10, 50], pauseMs: 30, probe: true };
    const stage = await open({ strategy: { ramp, onFailure: 'abort' } });
    let disputed: ReturnType<typeof dispute> | undefined;
    stage.balancer.onChange(({ op }) => {
      if (op === 'apply') disputed ??= dispute(stage);
    });
    const id = await stage.deploy('deploy web v2 --hosts a');
    expect(await stage.asked(id)).toContain('Redis says that r9 holds web');
    expect(stage.members().a).toBe('10 ready');
    disputed?.mockRestore();
    await stage.say(`retry ${id}`);
    expect((await stage.ended(id)).state).toBe('succeeded');
    expect(stage.members()).toEqual(allBack);
  });
});
