import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Lock } from '../../src/lock/lock.ts';

interface World {
  readonly lock: Lock;
  /** What the lock takes for now. */
  readonly clock: { at: Date };
  close(): Promise<void>;
}

const rollout = (name: string) => ({ kind: 'rollout' as const, name, reason: `deploy v2 as ${name}` });

/** What every cluster lock must do. Each case takes a cluster of its own. */
export function lockConformance(name: string, open: () => Promise<World>): void {
  describe(`${name} keeps the Lock contract`, () => {
    let world: World;
    beforeAll(async () => {
      world = await open();
    });
    afterAll(() => world.close());

    it('is had by one, and tells others who has it, why and since when', async () => {
      const { lock } = world;
      expect(await lock.holder('a')).toBeUndefined();
      const got = await lock.acquire('a', rollout('r1'));
      expect(got).toEqual({ got: true, hold: expect.any(Number) });
      const refused = await lock.acquire('a', { kind: 'person', name: 'ann', reason: 'migration' });
      expect(refused).toMatchObject({
        got: false,
        holder: { kind: 'rollout', name: 'r1', reason: 'deploy v2 as r1' },
      });
      expect((await lock.holder('a'))?.since).toBeInstanceOf(Date);
    });

    it('is had again by the same holder under the same hold: a step that runs again loses nothing', async () => {
      const first = await world.lock.acquire('b', rollout('r1'));
      expect(await world.lock.acquire('b', rollout('r1'))).toEqual(first);
    });

    it('does not take a person for a rollout of the same name', async () => {
      await world.lock.acquire('c', rollout('r1'));
      expect(await world.lock.acquire('c', { ...rollout('r1'), kind: 'person' })).toMatchObject({
        got: false,
      });
    });

    it('is released under its hold only, and the next hold is higher', async () => {
      const { lock } = world;
      const first = await lock.acquire('d', rollout('r1'));
      if (!first.got) throw new Error('it was free');
      expect(await lock.release('d', first.hold + 1)).toBe(false);
      expect(await lock.release('d', first.hold)).toBe(true);
      expect(await lock.release('d', first.hold)).toBe(false);
      const second = await lock.acquire('d', rollout('r2'));
      if (!second.got) throw new Error('both were free');
      expect(second.hold).toBeGreaterThan(first.hold);
    });

    it('fails the assertion of every hold but the present one', async () => {
      const { lock } = world;
      const first = await lock.acquire('e', rollout('r1'));
      if (!first.got) throw new Error('it was free');
      await lock.assert('e', first.hold);
      const stolen = await lock.steal('e', { kind: 'person', name: 'ann', reason: 'r1 hangs' });
      expect(stolen).toBeGreaterThan(first.hold);
      await expect(lock.assert('e', first.hold)).rejects.toMatchObject({
        kind: 'lost-lock',
        message: expect.stringContaining('r1 hangs'),
      });
      await lock.assert('e', stolen);
      await lock.release('e', stolen);
      await expect(lock.assert('e', stolen)).rejects.toMatchObject({ kind: 'lost-lock' });
      await expect(lock.assert('never', 1)).rejects.toMatchObject({ kind: 'lost-lock' });
    });

    it('keeps its hold under a higher epoch each time that it is raised, and nothing else changes', async () => {
      const { lock } = world;
      const got = await lock.acquire('r', rollout('r1'));
      if (!got.got) throw new Error('it was free');
      const before = await lock.assert('r', got.hold);
      await lock.raise('r', got.hold);
      await lock.raise('r', got.hold);
      expect(await lock.assert('r', got.hold)).toBeGreaterThan(before);
      expect(await lock.acquire('r', rollout('r1'))).toEqual(got);
      expect(await lock.holder('r')).toMatchObject({ name: 'r1', hold: got.hold });
      await lock.raise('r', got.hold + 1000);
      const raised = await lock.assert('r', got.hold);
      expect(await lock.steal('r', rollout('r2'))).toBeGreaterThan(raised);
      const other = await lock.holder('r');
      await lock.raise('r', got.hold);
      expect(await lock.holder('r')).toEqual(other);
    });

    it('ends by itself where its claim said when, and is free, lost and not releasable from then on', async () => {
      const { lock, clock } = world;
      const until = new Date(clock.at.getTime() + 60_000);
      const ann = { kind: 'person' as const, name: 'ann', reason: 'migration', until };
      const got = await lock.acquire('t', ann);
      if (!got.got) throw new Error('it was free');
      clock.at = new Date(until.getTime() - 1);
      expect(await lock.holder('t')).toMatchObject({ name: 'ann', until });
      expect(await lock.acquire('t', rollout('r1'))).toMatchObject({ got: false, holder: { until } });
      await lock.assert('t', got.hold);
      clock.at = until;
      expect(await lock.holder('t')).toBeUndefined();
      await expect(lock.assert('t', got.hold)).rejects.toMatchObject({ kind: 'lost-lock' });
      expect(await lock.release('t', got.hold)).toBe(false);
      const next = await lock.acquire('t', rollout('r1'));
      if (!next.got) throw new Error('it had ended');
      expect(next.hold).toBeGreaterThan(got.hold);
      expect(await lock.holder('t')).not.toHaveProperty('until');
    });

    it('keeps its end when its holder acquires it again', async () => {
      const { lock, clock } = world;
      const until = new Date(clock.at.getTime() + 60_000);
      const ann = { kind: 'person' as const, name: 'ann', reason: 'migration' };
      const first = await lock.acquire('u', { ...ann, until });
      expect(await lock.acquire('u', ann)).toEqual(first);
      expect(await lock.holder('u')).toMatchObject({ until });
    });

    it('is won by one of many that come at once', async () => {
      const all = await Promise.all(
        Array.from({ length: 12 }, (_, i) => world.lock.acquire('f', rollout(`r${i}`))),
      );
      expect(all.filter(({ got }) => got)).toHaveLength(1);
    });

    it('keeps clusters apart', async () => {
      expect(await world.lock.acquire('g', rollout('r1'))).toMatchObject({ got: true });
      expect(await world.lock.acquire('h', rollout('r2'))).toMatchObject({ got: true });
    });
  });
}
