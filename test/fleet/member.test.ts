import { expect, it } from 'vitest';
import { createLease } from '../../src/fleet/lease.ts';
import { createFleetMember, defaultFleetPace } from '../../src/fleet/member.ts';
import type { Roster } from '../../src/fleet/roster.ts';
import { Failure, isDatabaseAway } from '../../src/model/failure.ts';

const pace = defaultFleetPace;

/** A process whose database and roster do what the test says. */
function process() {
  const world = { at: 0, stands: true, beats: 0, lost: 0, rosterAway: false, databaseAway: false };
  const roster: Pick<Roster, 'beat'> = {
    async beat() {
      if (world.rosterAway) throw new Failure('unreachable', 'Redis', 'Redis does not answer');
      world.beats += 1;
    },
  };
  const member = createFleetMember({
    self: { id: 'e1', name: 'one' },
    executors: {
      async stands() {
        if (world.databaseAway) throw new Error('connection terminated');
        return world.stands;
      },
    },
    roster: roster as Roster,
    lease: createLease(() => world.at),
    pace,
    onLost: () => {
      world.lost += 1;
    },
    log: () => undefined,
  });
  const may = (): boolean => {
    try {
      member.demandMayChange('lb1');
      return true;
    } catch {
      return false;
    }
  };
  return { world, member, may };
}

const settled = async (promise: Promise<unknown>): Promise<string> =>
  Promise.race([
    promise.then(
      () => 'resolved',
      () => 'rejected',
    ),
    new Promise<string>((resolve) => setTimeout(() => resolve('waits'), 20)),
  ]);

it('may change things for less long after a beat than the others take it for alive', async () => {
  const { world, member, may } = process();
  expect(may()).toBe(false);
  await member.beat();
  expect(may()).toBe(true);
  world.at = pace.leaseMs;
  expect(may()).toBe(false);
  expect(pace.leaseMs).toBeLessThan(pace.ttlMs);
});

it('refuses, retryably, what a process that stood still was about to send, and lets it after a new look', async () => {
  const { world, member, may } = process();
  await member.beat();
  world.at = 60_000;
  expect(() => member.demandMayChange('lb1')).toThrow(
    expect.objectContaining({ kind: 'unreachable', retryable: true, target: 'lb1' }),
  );
  await member.whole();
  expect(may()).toBe(true);
});

it('counts a beat from when it was asked for, not from when the answer came', async () => {
  const { world, member, may } = process();
  const beating = member.beat();
  world.at = pace.leaseMs + 1;
  await beating;
  expect(may()).toBe(false);
});

it('neither goes on nor fails once another process has taken over: nothing of it is recorded', async () => {
  const { world, member, may } = process();
  await member.beat();
  world.at = 60_000;
  world.stands = false;
  expect(await settled(member.standing())).toBe('waits');
  expect(await settled(member.whole())).toBe('waits');
  expect(await settled(member.beat())).toBe('waits');
  expect(may()).toBe(false);
  expect(member.isLost()).toBe(true);
  expect(world.lost).toBe(1);
});

it('begins nothing new while the others can’t see it, and still gives back by the database’s word', async () => {
  const { world, member, may } = process();
  await member.beat();
  world.at = 60_000;
  world.rosterAway = true;
  await expect(member.whole()).rejects.toMatchObject({ kind: 'unreachable', retryable: true });
  expect(may()).toBe(false);
  await member.standing();
  expect(may()).toBe(true);
  await expect(member.whole()).rejects.toMatchObject({ retryable: true });
  world.at += pace.wordMs;
  expect(may()).toBe(false);
});

it('fails with the database’s own error while that is away, and goes on afterwards', async () => {
  const { world, member, may } = process();
  world.databaseAway = true;
  await expect(member.standing()).rejects.toThrow('connection terminated');
  await expect(member.whole()).rejects.toSatisfy(isDatabaseAway);
  world.databaseAway = false;
  await member.standing();
  expect(may()).toBe(true);
});

it('asks nobody while its last beat is fresh', async () => {
  const { world, member } = process();
  await member.beat();
  world.databaseAway = true;
  world.rosterAway = true;
  await member.standing();
  await member.whole();
  expect(world.beats).toBe(1);
});
