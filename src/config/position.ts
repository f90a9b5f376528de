import type { Position } from './problem.ts';

/**
 * Offsets of a text as lines and columns. The parser's own counter loses lines inside quotes that are never closed,
 * which is where a wrong file needs it most.
 */
export function positions(text: string): (offset: number) => Position {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    const within = Math.min(Math.max(0, offset), text.length);
    const line = starts.findLastIndex((start) => start <= within);
    return { line: line + 1, column: within - (starts[line] ?? 0) + 1 };
  };
}
