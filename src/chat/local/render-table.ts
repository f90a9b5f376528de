import type { Card } from '../../model/card.ts';
import { plain } from '../../report/plain.ts';
import { layTable } from '../columns/table.ts';
import type { Paint } from './paint.ts';

/** A table with aligned columns, its head dimmed. */
export function renderTable(table: NonNullable<Card['table']>, width: number, paint: Paint): string[] {
  const rows = table.rows.map((row) => table.head.map((_, at) => plain(row[at] ?? '')));
  const laid = layTable({ head: table.head, rows }, width);
  return [...laid.head.map((line) => paint.dim(line)), ...laid.rows.flat()];
}
