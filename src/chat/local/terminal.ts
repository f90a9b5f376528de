/** What the client reads from and writes to: the process's own streams, or a test's. */
export interface Terminal {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream & { readonly columns?: number; readonly rows?: number };
  /** A person sits at it: both ends are a terminal. */
  readonly interactive: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Calls the handler on Ctrl-C where no prompt is open; gives back how to stop that. */
  onInterrupt(handler: () => void): () => void;
}

export function processTerminal(): Terminal {
  const { stdin, stdout, env } = process;
  return {
    stdin,
    stdout,
    interactive: stdin.isTTY === true && stdout.isTTY === true && env.TERM !== 'dumb',
    env,
    onInterrupt(handler) {
      process.on('SIGINT', handler);
      return () => process.off('SIGINT', handler);
    },
  };
}

const widthOfPipes = 100;

/** Columns for rendering: one less than the terminal has (some have 0: unknown), so that a full line never wraps by itself. */
export const widthOf = ({ interactive, stdout }: Terminal): number =>
  interactive ? (stdout.columns || 80) - 1 : widthOfPipes;

/** Colour is for people at terminals who did not refuse it (https://no-color.org). */
export const colourOf = ({ interactive, env }: Terminal): boolean => interactive && !env.NO_COLOR;

export const printLines = ({ stdout }: Terminal, lines: readonly string[]): void => {
  for (const line of lines) stdout.write(`${line}\n`);
};
