/** A small terminal: interprets what the client writes, and shows what a person would see. */
export interface Screen {
  write(text: string): void;
  /** Everything on it and above it, without trailing blanks. */
  lines(): string[];
  text(): string;
}

const esc = String.fromCharCode(0x1b);
const token = new RegExp(`${esc}\\[([?\\d;]*)([A-Za-z])|\\r|\\n|[^${esc}\\r\\n]`, 'gu');

export function createScreen(width: number, height: number): Screen {
  const rows: string[][] = [[]];
  let row = 0;
  let column = 0;
  let top = 0;

  const line = (): string[] => {
    while (rows.length <= row) rows.push([]);
    top = Math.max(top, rows.length - height);
    return rows[row] ?? [];
  };
  const put = (character: string) => {
    const wide = /[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uff01-\uff60]/u.test(character);
    if (column + (wide ? 2 : 1) > width) {
      row += 1;
      column = 0;
    }
    const cells = line();
    while (cells.length < column) cells.push(' ');
    cells.splice(column, wide ? 2 : 1, ...(wide ? [character, ''] : [character]));
    column += wide ? 2 : 1;
  };
  const control: Record<string, (n: number) => void> = {
    A: (n) => {
      row = Math.max(top, row - Math.max(1, n));
    },
    B: (n) => {
      row = Math.min(top + height - 1, row + Math.max(1, n));
    },
    C: (n) => {
      column = Math.min(width - 1, column + Math.max(1, n));
    },
    D: (n) => {
      column = Math.max(0, column - Math.max(1, n));
    },
    G: (n) => {
      column = Math.max(0, n - 1);
    },
    J: () => {
      line().splice(column);
      rows.splice(row + 1);
    },
    K: () => void line().splice(column),
    m: () => undefined,
    h: () => undefined,
    l: () => undefined,
  };
  const plainly = (character: string) => {
    if (character === '\r') column = 0;
    else if (character !== '\n') put(character);
    else {
      row += 1;
      column = 0;
      line();
    }
  };
  const sequence = (final: string, n: number) => {
    const act = control[final];
    if (!act) throw new Error(`the screen does not know the sequence that ends in ${final}`);
    act(n);
  };
  return {
    write(text) {
      for (const [whole, parameters = '', final] of text.matchAll(token)) {
        if (final === undefined) plainly(whole);
        else sequence(final, Number(parameters.replace('?', '') || 0));
      }
    },
    lines: () => rows.map((cells) => cells.join('').trimEnd()),
    text: () =>
      rows
        .map((cells) => cells.join('').trimEnd())
        .join('\n')
        .trimEnd(),
  };
}
