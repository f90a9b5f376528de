import { expect, it } from 'vitest';
import { takeUpFrom } from '../../src/assembly/take-up.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { createLivingHosts } from '../doubles/living-hosts.ts';
import { keepStage } from './keep-stage.ts';
import { allBack, type Stage } from './stage.ts';

const { open } = keepStage();

/** Another process is taken for dead, and its locks are raised. */
async function raise({ tools: { lock } }: Stage): Promise<void> {
  const holder = await lock.holder('web');
  if (holder) await lock.raise('web', holder.hold);
}

/** Hosts that refuse older epochs, and where something happens between the look at the lock and the first start. */
async function refusing(meanwhile: (stage: Stage) => Promise<void>): Promise<Stage> {
  const stage = await open();
  const { deployer } = createLivingHosts();
  const first = { start: true };
  Object.assign(stage.deployer, deployer, {
    async start(...[host, job]: Parameters<typeof deployer.start>) {
      if (!first.start) return deployer.start(host, job);
      first.start = false;
      await meanwhile(stage);
      const seen = (await stage.tools.lock.holder('web'))?.epoch ?? 0;
      await deployer.start(host, { ...job, id: 'another', epoch: Math.max(seen, job.epoch + 1) });
      return deployer.start(host, job);
    },
  });
  return stage;
}

it('a lock that is raised between the look at it and the start refuses nobody who still holds it', async () => {
  const stage = await refusing(raise);
  const id = await stage.deploy('deploy web v2 --hosts b');
  expect(await stage.ended(id)).toMatchObject({ state: 'succeeded' });
  expect(stage.members()).toEqual(allBack);
});

it('a host that has seen a newer epoch than the lock has starts nothing', async () => {
  const stage = await refusing(async () => undefined);
  const id = await stage.deploy('deploy web v2 --hosts b');
  expect(await stage.ended(id)).toMatchObject({ state: 'failed', reason: 'left out: b' });
});

it.each([
  ['only of others', { dead: ['r900/a'], living: ['r901', 'r901/b'] }, 0],
  ['also of others', { dead: ['r900', 'r901/a'], living: ['r901', 'r901/b'] }, 1],
  ['of nobody who is known', { dead: ['r900'], living: [] }, 1],
])('a death raises the lock of what the dead process worked on: %s', async (_, { dead, living }, by) => {
  const { tools, desk } = await open();
  const got = await tools.lock.acquire('web', { kind: 'rollout', name: 'r901', reason: 'deploy' });
  const before = (await tools.lock.holder('web'))?.epoch ?? 0;
  const engine = {
    underWay: async () => new Map<string, readonly string[]>(Object.entries({ dead, living })),
    recover: async () => undefined,
  } as unknown as Engine;
  await takeUpFrom({ engine, desk, endSessions: async () => undefined }).leftBy(['dead']);
  expect((await tools.lock.holder('web'))?.epoch).toBe(before + by);
  if (got.got) await tools.lock.release('web', got.hold);
});
