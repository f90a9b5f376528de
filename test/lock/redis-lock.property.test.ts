import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Lock } from '../../src/lock/lock.ts';
import { createShadowedLock } from '../../src/lock/redis/redis-lock.ts';
import { createPlaces, type Mishap } from './places.ts';

const cluster = 'web';
const names = ['r1', 'r2', 'r3'] as const;

const deeds = fc.oneof(
  { weight: 4, arbitrary: fc.constant('acquire') },
  { weight: 3, arbitrary: fc.constantFrom('assert', 'forget') },
  { weight: 1, arbitrary: fc.constantFrom('steal', 'release', 'raise', 'go back') },
);

interface Grant {
  readonly name: string;
  readonly hold: number;
}

/**
 * Several processes that do whatever they like at once, with a Redis that forgets everything, or goes back to an older
 * state, and calls that break before or after they took effect. By the order in which answers were given:
 */
class Witness {
  highestHold = 0;
  highestEpoch = new Map<number, number>();
  problems: string[] = [];
  /** Who surely holds it: nobody has tried to release or take it away since. */
  sure: Grant | undefined;
  /** How often somebody began or ended to release it or take it away. */
  takings = 0;
  #takers = 0;
  /** Whose take-over broke: it may be finished by acquiring. */
  readonly #broken = new Set<string>();

  granted(since: number, takings: number, grant: Grant, fresh: boolean): void {
    const { name, hold } = grant;
    if (fresh && hold <= since) this.problems.push(`${name} got hold ${hold} after ${since}`);
    this.highestHold = Math.max(this.highestHold, hold);
    this.sure = this.#takers === 0 && this.takings === takings ? grant : undefined;
  }

  acquired(sure: Grant | undefined, name: string): void {
    if (sure && sure === this.sure && sure.name !== name && !this.#broken.has(name))
      this.problems.push(`${name} acquired what ${sure.name} held`);
  }

  async taking<T>(name: string, act: () => Promise<T>): Promise<T> {
    this.sure = undefined;
    this.takings += 1;
    this.#takers += 1;
    try {
      return await act();
    } catch (error) {
      this.#broken.add(name);
      throw error;
    } finally {
      this.takings += 1;
      this.#takers -= 1;
    }
  }

  asserted(since: { readonly hold: number; readonly epoch: number }, hold: number, epoch: number): void {
    if (hold < since.hold) this.problems.push(`hold ${hold} stood after ${since.hold} was granted`);
    if (epoch < since.epoch) this.problems.push(`epoch ${epoch} of hold ${hold} after ${since.epoch}`);
    this.highestEpoch.set(hold, Math.max(epoch, this.highestEpoch.get(hold) ?? 0));
  }

  raised(hold: number, before: number): void {
    // From now on every assertion of it must be above what there was before.
    this.highestEpoch.set(hold, Math.max(before + 1, this.highestEpoch.get(hold) ?? 0));
  }
}

test('never has two holders, never counts back, whatever breaks, forgets and comes at once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(deeds, { minLength: 3, maxLength: 14 }), { minLength: 2, maxLength: 3 }),
      fc.infiniteStream(fc.nat(3)),
      fc.infiniteStream(fc.constantFrom<Mishap>(...Array<Mishap>(14).fill('none'), 'before', 'after')),
      async (processes, turns, mishaps) => {
        const places = createPlaces({
          async turn() {
            for (let n = turns.next().value ?? 0; n > 0; n -= 1) await Promise.resolve();
          },
          mishap: () => mishaps.next().value ?? 'none',
        });
        const lock = createShadowedLock({ ...places, patienceMs: 0 });
        const witness = new Witness();
        const older: string[] = [];
        await Promise.all(
          processes.map((list, i) => act({ lock, places, witness, older, name: names[i] ?? 'r1' }, list)),
        );
        expect(witness.problems).toEqual([]);
      },
    ),
    { numRuns: 3_000 },
  );
});

interface Actor {
  readonly lock: Lock;
  readonly places: ReturnType<typeof createPlaces>;
  readonly witness: Witness;
  readonly older: string[];
  readonly name: string;
}

async function act({ lock, places, witness, older, name }: Actor, list: readonly string[]): Promise<void> {
  const claim = { kind: 'rollout' as const, name, reason: 'x' };
  const mine = { hold: 0 };
  const doing: Readonly<Record<string, () => Promise<void>>> = {
    async acquire() {
      const { highestHold: since, sure, takings } = witness;
      const got = await lock.acquire(cluster, claim);
      if (!got.got) return;
      witness.acquired(sure, name);
      // A hold that it had before, or had got without hearing of it, is no new one.
      witness.granted(since, takings, { name, hold: got.hold }, got.hold > mine.hold && got.hold > since);
      mine.hold = got.hold;
    },
    async steal() {
      const { highestHold: since, takings } = witness;
      mine.hold = await witness.taking(name, () => lock.steal(cluster, claim));
      witness.granted(since, takings + 2, { name, hold: mine.hold }, true);
    },
    async release() {
      await witness.taking(name, () => lock.release(cluster, mine.hold));
    },
    async raise() {
      const { hold } = mine;
      const before = witness.highestEpoch.get(hold) ?? 0;
      await lock.raise(cluster, hold);
      witness.raised(hold, before);
    },
    async assert() {
      const { hold } = mine;
      const since = { hold: witness.highestHold, epoch: witness.highestEpoch.get(hold) ?? 0 };
      witness.asserted(since, hold, await lock.assert(cluster, hold));
    },
    async forget() {
      older.push(places.inRedis.get(cluster) ?? '');
      places.inRedis.delete(cluster);
    },
    async 'go back'() {
      const text = older.shift() ?? '';
      if (text !== '') places.inRedis.set(cluster, text);
    },
  };
  // What breaks and what is refused is part of it.
  for (const deed of list) await doing[deed]?.().catch(() => undefined);
}
