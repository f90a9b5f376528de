import { createHash } from 'node:crypto';

/** Draws that a seed repeats. */
export interface Dice {
  /** From `least` up to, and without, `most`. */
  between(least: number, most: number): number;
  /** Whether something happens that happens in such a share of all cases. @param share 0 to 1 */
  happens(share: number): boolean;
  of<T>(list: readonly T[]): T;
}

/** @param name whoever draws by itself has dice of its own: what the others draw in between changes nothing */
export function createDice(seed: number, name: string): Dice {
  let drawn = 0;
  const next = (): number => {
    drawn += 1;
    return createHash('sha256').update(`${seed} ${name} ${drawn}`).digest().readUInt32BE() / 2 ** 32;
  };
  const between = (least: number, most: number): number => least + next() * (most - least);
  return {
    between,
    happens: (share) => next() < share,
    of(list) {
      const one = list[Math.floor(between(0, list.length))];
      if (one === undefined) throw new Error('there is nothing to draw from');
      return one;
    },
  };
}
