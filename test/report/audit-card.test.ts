import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/model/event.ts';
import { auditCard } from '../../src/report/audit-card.ts';
import { csvOf } from '../../src/report/csv.ts';

const entry = (seq: number, text: string): Entry => ({
  seq,
  at: new Date(Date.UTC(2026, 0, 1)),
  cluster: 'web',
  body: { type: 'asked', person: 'ann', text, via: 'slack', click: true, code: 'ok', answer: 'done' },
});
const since = new Date(Date.UTC(2026, 0, 1));
const view = (entries: readonly Entry[]) => ({ since, entries, cut: false });

describe('the audit’s card', () => {
  it('shows the newest 200 with the count of all, and has all in its file', () => {
    const entries = Array.from({ length: 250 }, (_, i) => entry(i, `text ${i}`));
    const card = auditCard(view(entries));
    expect(card.title).toContain('250 entries');
    expect(card.table?.rows).toHaveLength(200);
    expect(card.table?.rows[0]?.slice(1)).toEqual(['ann', 'text 0', 'slack, click', 'ok: done']);
    expect(card.lines?.[0]?.text).toContain('The newest 200 are shown');
    const [file] = card.files ?? [];
    expect(file?.name).toBe('audit.csv');
    expect(file?.text.split('\r\n')).toHaveLength(252);
    expect(file?.text.split('\r\n')[1]).toBe(
      '2026-01-01T00:00:00.000Z,ann,web,,asked,text 0,"slack, click",ok: done',
    );
  });

  it('says where there is more than it read, and where there is nothing', () => {
    expect(auditCard({ ...view([entry(1, 'x')]), cut: true }).lines?.[0]?.text).toContain('There are more');
    expect(auditCard({ ...view([]), person: 'eve' })).toMatchObject({
      title: expect.stringMatching(/by eve: 0/u),
    });
    expect(auditCard(view([])).files).toBeUndefined();
  });

  it('cannot be made to move a cursor or to break a line by what people type', () => {
    const row = auditCard(view([entry(1, 'a\u001b[31m\nb\u202ec')])).table?.rows[0];
    expect(row?.[2]).toBe('a bc');
  });
});

/** RFC 4180, read back. */
function parse(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, text = '', end] of csv.matchAll(/("(?:[^"]|"")*"|[^",\r]*)(,|\r\n)/gy)) {
    rows.at(-1)?.push(text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text);
    if (end !== ',') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('CSV', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('=', '"', ',', '\r', '\n', '\t', '+', '-', '@', 'a') }),
  );

  it('is read back as it was, but for what a spreadsheet would take for a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), (rows) => {
        const read = parse(csvOf(rows));
        const harmless = (text: string) => (/^[=+\-@\t\r]/u.test(text) ? `'${text}` : text);
        expect(read).toEqual(rows.map((row) => row.map(harmless)));
        expect(read.flat().some((text) => /^[=+\-@\t]/u.test(text))).toBe(false);
      }),
    );
  });
});
