import type { Card } from '../../../model/card.ts';
import { plain } from '../../../report/plain.ts';
import { layTable } from '../../columns/table.ts';
import { cutTo, largest, preformatted, type RichElement, sizeOf } from './elements.ts';
import { shares } from './limits.ts';
import type { Fold } from './lines.ts';

/** A table as fixed-width text in at most `room`; rows that have no room are folded into one line under it. */
export function renderTable(table: NonNullable<Card['table']>, room: number, fold: Fold): RichElement[] {
  const head = table.head.slice(0, shares.tableColumns).map((name) => cutTo(plain(name), 40));
  const clean = (row: readonly string[]) => head.map((_, at) => cutTo(plain(row[at] ?? ''), shares.cell));
  const render = (n: number): RichElement[] => {
    const laid = layTable({ head, rows: table.rows.slice(0, n).map(clean) }, shares.tableWidth);
    return [
      preformatted([...laid.head, ...laid.rows.flat()]),
      ...(n < table.rows.length ? [fold(table.rows.length - n)] : []),
    ];
  };
  return head.length === 0 ? [] : render(largest(table.rows.length, (n) => sizeOf(render(n)) <= room));
}
