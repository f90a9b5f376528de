import { expect, it } from 'vitest';
import { defaultFleetPace, type FleetMember } from '../../src/fleet/member.ts';
import { createWatch } from '../../src/fleet/watch.ts';

const pace = defaultFleetPace;

/** Process `e1` looking after `e2` and `e3`. */
function watcher() {
  const world = {
    at: 0,
    unended: ['e1', 'e2', 'e3'],
    living: ['e1', 'e2', 'e3'],
    working: [] as string[],
    rosterAway: false,
    whole: true,
    taken: [] as string[],
  };
  const member: Pick<FleetMember, 'executor' | 'whole'> = {
    executor: 'e1',
    async whole() {
      if (!world.whole) throw new Error('not seen by the others');
    },
  };
  const watch = createWatch({
    member: member as FleetMember,
    executors: {
      unended: async () => world.unended.map((id) => ({ id, name: id })),
      async end(id) {
        const stood = world.unended.includes(id);
        world.unended = world.unended.filter((each) => each !== id);
        return stood;
      },
      standing: async (ids) => new Set(ids.filter((id) => world.unended.includes(id))),
    },
    roster: {
      async living() {
        if (world.rosterAway) throw new Error('Redis does not answer');
        return new Set(world.living);
      },
    },
    pace,
    clock: () => world.at,
    working: async () => world.working,
    takeUp: async (dead) => void world.taken.push(...dead),
    log: () => undefined,
  });
  /** Looks as often as the bot does, for so long. */
  const lookFor = async (ms: number): Promise<void> => {
    for (const end = world.at + ms; world.at < end; world.at += pace.lookMs)
      await watch.look().catch((error: unknown) => error);
  };
  return { world, watch, lookFor };
}

it('takes over from who is missing for long enough, and from nobody else', async () => {
  const { world, lookFor } = watcher();
  world.working = ['e1', 'e2', 'e3'];
  world.living = ['e1', 'e3'];
  await lookFor(pace.missingMs);
  expect(world.taken).toEqual([]);
  await lookFor(2 * pace.lookMs);
  expect(world.unended).toEqual(['e1', 'e3']);
  expect(new Set(world.taken)).toEqual(new Set(['e2']));
});

it('takes up also from one that died with nothing under way: what it was told may not have been begun', async () => {
  const { world, lookFor } = watcher();
  world.living = ['e1', 'e3'];
  await lookFor(pace.missingMs + 2 * pace.lookMs);
  expect(world.taken).toEqual(['e2']);
});

it('gives everybody the whole time anew after Redis was away or came back empty', async () => {
  const { world, lookFor } = watcher();
  world.living = [];
  await lookFor(pace.missingMs - pace.lookMs);
  world.rosterAway = true;
  await lookFor(60_000);
  world.rosterAway = false;
  await lookFor(pace.missingMs - pace.lookMs);
  world.living = ['e1', 'e2', 'e3'];
  await lookFor(10_000);
  expect(world.unended).toEqual(['e1', 'e2', 'e3']);
});

it('trusts no look from before it stood still itself', async () => {
  const { world, watch, lookFor } = watcher();
  world.living = ['e1'];
  await lookFor(pace.lookMs);
  world.at += 600_000;
  await watch.look();
  expect(world.unended).toEqual(['e1', 'e2', 'e3']);
});

it('ends nobody while it is not seen itself', async () => {
  const { world, lookFor } = watcher();
  world.living = [];
  world.whole = false;
  await lookFor(60_000);
  expect(world.unended).toEqual(['e1', 'e2', 'e3']);
});

it('takes up what any ended process left, also one that ended by itself or was never known', async () => {
  const { world, watch } = watcher();
  world.unended = ['e1', 'e3'];
  world.working = ['e1', 'e2', 'rollout'];
  await watch.look();
  expect(world.taken).toEqual(['e2', 'rollout']);
});
