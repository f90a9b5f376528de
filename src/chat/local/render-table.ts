import type { Card } from '../../model/card.ts';
import { plain } from '../../report/plain.ts';
import { columns, padEnd, padStart, wrap } from './columns.ts';
import type { Paint } from './paint.ts';

const gap = '  ';
const narrowest = 4;

/** A table with aligned columns; where it is too wide, its widest columns are narrowed and their cells wrapped. */
export function renderTable(table: NonNullable<Card['table']>, width: number, paint: Paint): string[] {
  const rows = table.rows.map((row) => table.head.map((_, at) => plain(row[at] ?? '')));
  const widths = fitColumns(
    table.head.map((name, at) => Math.max(columns(name), ...rows.map((row) => columns(row[at] ?? '')))),
    width,
  );
  const numeric = table.head.map((_, at) => isNumeric(rows.map((row) => row[at] ?? '')));
  const lay = (row: readonly string[]) => layRow(row, widths, numeric);
  return [...lay(table.head).map((line) => paint.dim(line)), ...rows.flatMap(lay)];
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
