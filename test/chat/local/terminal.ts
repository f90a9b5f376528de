import { PassThrough, Writable } from 'node:stream';
import type { Terminal } from '../../../src/chat/local/terminal.ts';
import { createScreen } from './screen.ts';

/** Waits for a condition, however long it takes (the test's own time-out ends it). */
export async function until<T>(look: () => T | undefined | false): Promise<T> {
  for (;;) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A terminal for tests: what is written lands on a screen, keys are pressed by `type`. */
export function testTerminal({
  interactive = true,
  width = 80,
  height = 30,
  env = {} as Record<string, string>,
} = {}) {
  const screen = createScreen(width, height);
  let written = '';
  const stdin = new PassThrough();
  const stdout = Object.assign(
    new Writable({
      write(chunk: Buffer, _, done) {
        written += chunk.toString();
        screen.write(chunk.toString());
        done();
      },
    }),
    { columns: width, rows: height },
  );
  let interrupt: (() => void) | undefined;
  const terminal: Terminal = {
    stdin,
    stdout,
    interactive,
    env: { NO_COLOR: '1', ...env },
    onInterrupt(handler) {
      interrupt = handler;
      return () => {
        interrupt = undefined;
      };
    },
  };
  return {
    terminal,
    screen,
    written: () => written,
    type: (keys: string) => stdin.write(keys),
    end: () => stdin.end(),
    interrupt: () => interrupt?.(),
    sees: (text: string | RegExp) =>
      until(() => (typeof text === 'string' ? screen.text().includes(text) : text.test(screen.text()))),
  };
}
