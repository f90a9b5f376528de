import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Roster } from '../../src/fleet/roster.ts';

interface World {
  /** Two processes' views of the same peer; the same twice where there can be only one process. */
  readonly rosters: readonly [Roster, Roster];
  /** How far a wake goes. */
  readonly wakes: 'every process' | 'this process';
  close(): Promise<void>;
}

const long = 60_000;

/** What every roster must do. Each case takes executors and turns of its own. */
export function rosterConformance(name: string, open: () => Promise<World>): void {
  describe(`${name} keeps the Roster contract`, () => {
    let world: World;
    let one: Roster;
    let other: Roster;
    beforeAll(async () => {
      world = await open();
      [one, other] = world.rosters;
    });
    afterAll(() => world?.close());
    const lives = async (executor: string): Promise<boolean> => (await other.living()).has(executor);

    it('knows who lives until the last beat is over, and again after the next one', async () => {
      expect(await lives('a1')).toBe(false);
      await one.beat('a1', long);
      await one.beat('a2', 1);
      expect(await lives('a1')).toBe(true);
      await expect.poll(() => lives('a2')).toBe(false);
      await one.beat('a2', long);
      expect(await lives('a2')).toBe(true);
      expect(await lives('a1')).toBe(true);
    });

    it('prolongs a life with every beat', async () => {
      await one.beat('b1', 1);
      await one.beat('b1', long);
      await one.beat('b2', 1);
      await expect.poll(() => lives('b2')).toBe(false);
      expect(await lives('b1')).toBe(true);
    });

    it('does not count who left as alive, nor gives up turns of others whose names begin alike', async () => {
      await one.beat('c1', long);
      await one.beat('c10', long);
      expect(await one.take('c/x', 'c1/1', long)).toBe(true);
      expect(await one.take('c/y', 'c1/2', long)).toBe(true);
      expect(await one.take('c/z', 'c10/1', long)).toBe(true);
      await one.leave('c1');
      await one.leave('c-never-there');
      expect(await lives('c1')).toBe(false);
      expect(await lives('c10')).toBe(true);
      expect(await other.take('c/x', 'c2/1', long)).toBe(true);
      expect(await other.take('c/y', 'c2/2', long)).toBe(true);
      expect(await other.take('c/z', 'c2/3', long)).toBe(false);
    });

    it('gives a turn to one at a time, and prolongs it for its owner alone', async () => {
      expect(await one.take('d', 'd1/1', long)).toBe(true);
      expect(await one.take('d', 'd1/1', long)).toBe(true);
      expect(await one.take('d', 'd1/2', long)).toBe(false);
      expect(await other.take('d', 'd2/1', long)).toBe(false);
      expect(await other.take('d/other', 'd2/1', long)).toBe(true);
    });

    it('gives a turn on once its time is over', async () => {
      expect(await one.take('e', 'e1/1', 1)).toBe(true);
      await expect.poll(() => other.take('e', 'e2/1', long)).toBe(true);
      expect(await one.take('e', 'e1/1', long)).toBe(false);
    });

    it('prolongs a turn from now on', async () => {
      expect(await one.take('f', 'f1/1', long)).toBe(true);
      expect(await one.take('f', 'f1/1', 1)).toBe(true);
      await expect.poll(() => other.take('f', 'f2/1', long)).toBe(true);
    });

    it('gives a turn on where its owner gives it up, and only then', async () => {
      await one.take('g', 'g1/1', long);
      await other.give('g', 'g2/1');
      expect(await other.take('g', 'g2/1', long)).toBe(false);
      await one.give('g', 'g1/1');
      await one.give('g', 'g1/1');
      expect(await other.take('g', 'g2/1', long)).toBe(true);
      await one.give('g', 'g1/1');
      expect(await one.take('g', 'g1/1', long)).toBe(false);
    });

    it('lets one of many that come at once have a turn', async () => {
      const all = await Promise.all(
        Array.from({ length: 10 }, (_, i) => world.rosters[i % 2]?.take('h', `h${i}/1`, long)),
      );
      expect(all.filter(Boolean)).toHaveLength(1);
    });

    it('takes any name for what it is', async () => {
      const odd = "i {x}:1' %s\n*";
      await one.beat(odd, long);
      expect(await lives(odd)).toBe(true);
      expect(await one.take(odd, `${odd}/1`, long)).toBe(true);
      expect(await other.take(odd, 'i2/1', long)).toBe(false);
      await one.leave(odd);
      expect(await other.take(odd, 'i2/1', long)).toBe(true);
    });

    it('forgets what is over where somebody beats', async () => {
      await one.take('j', 'j1/1', 1);
      await one.beat('j1', 1);
      await expect.poll(() => lives('j1')).toBe(false);
      await one.beat('j2', long);
      expect(await lives('j1')).toBe(false);
      expect(await other.take('j', 'j2/1', long)).toBe(true);
    });

    it('wakes whoever hears, until that one has heard enough', async () => {
      const heard: string[] = [];
      const further: string[] = [];
      const end = one.onWake((subject) => heard.push(`one ${subject}`));
      other.onWake((subject) => further.push(subject));
      // Hearing may begin a little after it was asked for; a wake that is lost costs only time.
      await expect
        .poll(async () => {
          await one.wake('k1');
          return [heard.includes('one k1'), further.includes('k1')];
        })
        .toEqual([true, world.wakes === 'every process' || one === other]);
      end();
      heard.length = 0;
      await one.wake('k2');
      if (world.wakes === 'every process') await expect.poll(() => further).toContain('k2');
      expect(heard).not.toContain('one k2');
    });
  });
}
