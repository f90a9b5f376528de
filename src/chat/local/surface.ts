import { createInterface } from 'node:readline';
import { say } from '../../text/say.ts';
import { columns } from '../columns/columns.ts';
import type { Terminal } from './terminal.ts';

/** A terminal with lines that stay, a region below them that changes, and a prompt below that. */
export interface Surface {
  /** Adds lines that stay, above the region. */
  print(lines: readonly string[]): void;
  /** Replaces the region; what is being typed stays as it is. */
  live(lines: readonly string[]): void;
  prompt(text: string): void;
  /** Takes the region and the prompt away. */
  close(): void;
}

export interface SurfaceOptions {
  readonly terminal: Terminal;
  onLine(line: string): void;
  /** Ctrl-C. */
  onInterrupt(): void;
  /** Ctrl-D, or the input's end. */
  onEnd(): void;
  /** Completions of what stands before the cursor, and the part of it that they replace. */
  complete(before: string): readonly [completions: readonly string[], replaced: string];
}

const hide = '\u001b[?25l';
const show = '\u001b[?25h';
const clearDown = '\u001b[J';
const up = (rows: number): string => (rows > 0 ? `\r\u001b[${rows}A` : '\r');

export function createSurface(options: SurfaceOptions): Surface {
  const { stdin: input, stdout: output } = options.terminal;
  let region: readonly string[] = [];
  let drawn = 0;
  let prompt = '';
  let closed = false;

  const readline = createInterface({ input, output, terminal: true, completer, prompt: '' });
  const width = () => output.columns || 80;

  /** @param below rows between the region and the cursor's row; @param pending rows that readline will go up itself */
  function draw(above: readonly string[], below: number, pending: number): void {
    if (closed) return;
    const shown = fitting(region, (output.rows || 24) - 2);
    const lines = [...above, ...shown].map((line) => `${line}\n`).join('');
    output.write(`${hide}${up(drawn + below)}${clearDown}${lines}${'\n'.repeat(pending)}`);
    drawn = shown.length;
    readline.setPrompt(prompt);
    readline.prompt(true);
    output.write(show);
  }
  const redraw = (above: readonly string[] = []) => {
    const { rows } = readline.getCursorPos();
    draw(above, rows, rows);
  };
  /** Enter leaves the typed line between the region and the cursor: it moves above the region. */
  const submitted = (line: string) => {
    const rows = Math.floor(columns(prompt + line) / width()) + 1;
    draw(line.trim() === '' ? [] : [prompt + line], rows, 0);
    options.onLine(line);
  };
  function completer(before: string): [string[], string] {
    const [completions, replaced] = options.complete(before);
    const common = commonStart(completions);
    if (completions.length > 1 && common.length <= replaced.length) redraw([completions.join('  ')]);
    return [common.length > replaced.length || completions.length === 1 ? [common] : [], replaced];
  }
  const onResize = () => redraw();

  readline.on('line', submitted);
  readline.on('SIGINT', options.onInterrupt);
  readline.on('close', () => {
    if (!closed) options.onEnd();
  });
  output.on('resize', onResize);
  readline.prompt();
  return {
    print: redraw,
    live(lines) {
      region = lines;
      redraw();
    },
    prompt(text) {
      if (text === prompt) return;
      const { rows } = readline.getCursorPos();
      prompt = text;
      draw([], rows, rows);
    },
    close() {
      if (closed) return;
      closed = true;
      output.off('resize', onResize);
      const { rows } = readline.getCursorPos();
      readline.close();
      output.write(`${up(drawn + rows)}${clearDown}`);
    },
  };
}

/** As many lines as the screen holds: the first ones and the last (its buttons); the middle is counted. */
function fitting(lines: readonly string[], room: number): readonly string[] {
  if (lines.length <= room || room < 3) return lines.slice(0, Math.max(1, room));
  const left = lines.length - room + 1;
  return [...lines.slice(0, room - 2), `  ${say`… ${left} more lines`}`, ...lines.slice(-1)];
}

function commonStart(words: readonly string[]): string {
  const [first = '', ...rest] = words;
  let length = first.length;
  for (const word of rest) {
    while (!word.startsWith(first.slice(0, length))) length -= 1;
  }
  return first.slice(0, length);
}
