import type { ProcessEnd, ShellProcess } from './shell.ts';

/** Starts a script on one host. */
export type RunScript = (
  script: string,
  listener: { onStdout(chunk: Buffer): void; onStderr(chunk: Buffer): void },
) => Promise<ShellProcess>;

export interface Collected {
  readonly end: ProcessEnd;
  readonly stdout: string;
  readonly stderr: string;
}

/** How much of either output is kept where nothing else is said, in bytes. */
const usual = 64 * 1024;

/**
 * Runs a script to its end and gives what it printed.
 * @param onStarted gets the process, for whoever may want to give up on it
 * @param most how much of each output is kept, in bytes; 64 KiB by default
 */
export async function collect(
  run: RunScript,
  script: string,
  onStarted: (process: ShellProcess) => void = () => undefined,
  most = usual,
): Promise<Collected> {
  const stdout = createKeeper(most);
  const stderr = createKeeper(most);
  const process = await run(script, { onStdout: stdout.keep, onStderr: stderr.keep });
  onStarted(process);
  const end = await process.ended;
  return { end, stdout: stdout.text(), stderr: stderr.text() };
}

function createKeeper(most: number): { keep(chunk: Buffer): void; text(): string } {
  const chunks: Buffer[] = [];
  let size = 0;
  return {
    keep(chunk) {
      if (size < most) chunks.push(chunk.subarray(0, most - size));
      size += chunk.length;
    },
    text: () => Buffer.concat(chunks).toString('utf8').replaceAll('\0', '\uFFFD'),
  };
}
