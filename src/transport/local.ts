import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { asFailure, Failure } from '../model/failure.ts';
import { kept } from '../text/say.ts';
import type { OpenShell, ProcessEnd, ShellProcess } from './shell.ts';

export interface LocalShellOptions {
  /** Where commands start; the bot's own working directory by default. */
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Command lines on this machine, each in a session of its own, so that a signal to the bot does not reach them. */
export function createLocalShell(options: LocalShellOptions): OpenShell {
  return async (command, listener) => {
    const child = spawn('/bin/sh', ['-c', command], { ...options, detached: true, stdio: 'pipe' });
    child.stdout.on('data', (chunk: Buffer) => listener.onStdout(chunk));
    child.stderr.on('data', (chunk: Buffer) => listener.onStderr(chunk));
    const ended = endOf(child);
    // Whoever needs the end awaits it; a process that is abandoned must not count as an unhandled rejection.
    ended.catch((error: unknown) => error);
    await spawned(child);
    return processOf(child, ended);
  };
}

function processOf(child: ChildProcessWithoutNullStreams, ended: Promise<ProcessEnd>): ShellProcess {
  // A process that ended without reading its input is no error of its own: its end tells.
  child.stdin.on('error', (error) => error);
  return {
    ended,
    write: (data) => void child.stdin.write(data),
    finish: () => void child.stdin.end(),
    abandon: () => killGroup(child),
  };
}

function endOf(child: ChildProcessWithoutNullStreams): Promise<ProcessEnd> {
  return new Promise((resolve, reject) => {
    child.on('close', (exitCode, signal) => resolve({ exitCode, signal }));
    child.on('error', (error) => reject(asFailure(error, kept`this machine`)));
  });
}

function spawned(child: ChildProcessWithoutNullStreams): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) => {
      const message = kept`/bin/sh could not be started on this machine: ${cause.message}`;
      reject(new Failure('missing', kept`this machine`, message, { cause }));
    });
  });
}

function killGroup(child: ChildProcessWithoutNullStreams): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // It ended in the meantime: there is nothing left to kill.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
