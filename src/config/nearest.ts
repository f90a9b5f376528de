/** `MinInservice`, `min_in_service` and `minInService` are the same word to a person. */
const plain = (word: string): string => word.toLowerCase().replace(/[-_\s]/g, '');

/** Edits (insert, delete, replace, swap neighbours) from one word to the other. */
function distance(from: string, to: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      const swapped =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        swapped ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforeLast = last;
    last = current;
  }
  return at(last, to.length);
}

const at = (row: readonly number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY;

/** The candidate that the writer most likely meant; undefined where none comes close. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  // Longer words are no near misses of anything, and comparing them costs their length times that of each candidate.
  if (word.length > 80) return undefined;
  // One slip in a short word; a longer one may be bent further (`baches` for `batch`).
  const limit = plain(word).length < 6 ? 1 : 3;
  const ranked = candidates
    .map((candidate) => ({ candidate, edits: distance(plain(word), plain(candidate)) }))
    .filter(({ edits }) => edits <= limit)
    .sort((a, b) => a.edits - b.edits);
  return ranked[0]?.candidate;
}

/** Behind a message; problem.ts knows these ends when it tells one. */
export const didYouMean = (word: string): string => `; did you mean \`${word}\`?`; // not shown

/** "; did you mean `web`?", or what there is to choose from, or nothing. */
export function suggestion(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates);
  if (near !== undefined) return didYouMean(near);
  if (candidates.length === 0 || candidates.length > 24) return '';
  return `; known: ${candidates.map((candidate) => `\`${candidate}\``).join(', ')}`; // not shown
}
