/**
 * Rows as CSV by RFC 4180. Spreadsheets take a cell that begins with `= + - @` or a tab for a formula, which people's
 * texts must not be: such cells get a leading `'` (OWASP, CSV Injection).
 */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');

function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
