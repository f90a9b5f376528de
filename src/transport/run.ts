import { Failure } from '../model/failure.ts';
import { kept } from '../text/say.ts';
import { collect } from './collect.ts';
import { runScript } from './script.ts';
import type { OpenShell, ShellProcess } from './shell.ts';

export interface Ran {
  /** A signal counts as 128. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** What messages call the other machine. */
  readonly target: string;
  readonly timeoutMs: number;
  /** Written to the script's standard input, which ends after it. */
  readonly input?: string;
}

const most = 8 * 1024 * 1024;

/**
 * Runs a POSIX sh script on another machine to its end. Any exit code is an answer; what could not be run at all is a Failure.
 * @throws Failure `timeout` where it did not end in time: whether it took effect is unknown then
 */
export async function run(
  open: OpenShell,
  script: string,
  { target, timeoutMs, input = '' }: RunOptions,
): Promise<Ran> {
  let process: ShellProcess | undefined;
  let over = false;
  const running = collect(
    (text, listener) => runScript(open, ['/bin/sh'], text, listener),
    script,
    (started) => {
      process = started;
      if (over) return process.abandon();
      if (input !== '') process.write(input);
      process.finish();
    },
    most,
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const message = kept`A command on ${target} did not end within ${timeoutMs} ms.`;
    timer = setTimeout(() => reject(new Failure('timeout', target, message)), timeoutMs);
  });
  try {
    const { end, stdout, stderr } = await Promise.race([running, late]);
    return { exitCode: end.exitCode ?? 128, stdout, stderr };
  } catch (error) {
    process?.abandon();
    throw error;
  } finally {
    clearTimeout(timer);
    over = true;
    running.catch((error: unknown) => error);
  }
}
