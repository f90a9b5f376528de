import { columns, padEnd, padStart, wrap } from './columns.ts';

const gap = '  ';
const narrowest = 4;

/** A table as lines of text. */
export interface LaidTable {
  readonly head: readonly string[];
  /** Per row its lines: more than one where a cell was wrapped. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * Cells in aligned columns, numbers to the right; where it is too wide, its widest columns are narrowed and their
 * cells wrapped.
 * @param width columns of fixed-width text that there are
 */
export function layTable(
  table: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] },
  width: number,
): LaidTable {
  const widths = fitColumns(
    table.head.map((name, at) =>
      table.rows.reduce((most, row) => Math.max(most, columns(row[at] ?? '')), columns(name)),
    ),
    width,
  );
  const numeric = table.head.map((_, at) => isNumeric(table.rows.map((row) => row[at] ?? '')));
  const lay = (row: readonly string[]) => layRow(row, widths, numeric);
  return { head: lay(table.head), rows: table.rows.map(lay) };
}

const isNumeric = (cells: readonly string[]): boolean =>
  cells.some((cell) => cell !== '') && cells.every((cell) => /^[\d.,]*%?$/.test(cell));

function fitColumns(wanted: readonly number[], width: number): number[] {
  const widths = [...wanted];
  const room = Math.max(narrowest * widths.length, width - gap.length * (widths.length - 1));
  const sum = () => widths.reduce((total, each) => total + each, 0);
  while (sum() > room) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = Math.max(...widths) - 1;
  }
  return widths;
}

function layRow(row: readonly string[], widths: readonly number[], numeric: readonly boolean[]): string[] {
  const cells = widths.map((width, at) => wrap(row[at] ?? '', width));
  const height = Math.max(1, ...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((cell, at) => (numeric[at] ? padStart : padEnd)(cell[line] ?? '', widths[at] ?? 0))
      .join(gap)
      .trimEnd(),
  );
}
