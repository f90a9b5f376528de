type Align = 'left' | 'center' | 'right';

/** Rows of one-line cells under each other, two spaces between the columns. */
export function columns(rows: readonly (readonly string[])[], aligns: readonly Align[] = []): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const padded = (text: string, i: number) => pad(text, widths[i] ?? 0, aligns[i] ?? 'left');
  return rows.map((row) =>
    row
      .map((text, i) => padded(text, i))
      .join('  ')
      .trimEnd(),
  );
}

function pad(text: string, width: number, align: Align): string {
  if (align === 'right') return text.padStart(width);
  if (align === 'center')
    return text.padStart(text.length + Math.floor((width - text.length) / 2)).padEnd(width);
  return text.padEnd(width);
}
