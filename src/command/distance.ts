/** How many letters to insert, drop, change or swap with their neighbour to get from one word to the other. */
export function distance(from: string, to: string): number {
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const here = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1] ? 0 : 1;
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      here.push(
        Math.min(
          at(above, column) + 1,
          at(here, column - 1) + 1,
          at(above, column - 1) + same,
          swapped ? at(before, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = above;
    above = here;
  }
  return at(above, to.length);
}

const at = (row: readonly number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY;

/** The candidate that a person most likely meant; undefined where none is near. The first wins a tie. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const typed = word.slice(0, 40).toLowerCase();
  const begun = candidates.filter((candidate) => typed.length >= 2 && candidate.startsWith(typed));
  if (begun[0] !== undefined && begun.length === 1) return begun[0];
  const ranked = candidates
    .map((candidate) => ({ candidate, steps: distance(typed, candidate) }))
    .sort((a, b) => a.steps - b.steps);
  const best = ranked[0];
  return best && best.steps <= Math.ceil(best.candidate.length / 3) ? best.candidate : undefined;
}
