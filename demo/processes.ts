import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcess } from './alive.ts';
import { script } from './script.ts';

/** A process of the demo in the background, with its output in a file. */
export interface Background {
  readonly name: string;
  readonly pid: number;
  readonly child: ChildProcess;
  readonly log: string;
}

/** The processes that the demo itself started; a reaper ends them should the demo be killed. */
export interface Crew {
  /**
   * Starts a process that Ctrl-C in the terminal does not reach (a process group of its own), so that the demo can end
   * everything in order.
   * @param log a file that its output is added to
   * @param env variables beside the demo's own
   */
  start(name: string, command: readonly string[], log: string, env?: NodeJS.ProcessEnv): Background;
  /** Runs a process on this terminal; resolves with its exit code, -1 where a signal ended it. */
  run(command: readonly string[]): Promise<number>;
  /** Ends all of them, the last one first: SIGTERM, and SIGKILL after 3 s. */
  endAll(): Promise<void>;
}

export function createCrew(): Crew {
  const members: ChildProcess[] = [];
  // A demo that is killed while it starts a process never told of it: the reaper knows it by this variable.
  const mark = { ROLLOUT_DEMO_CREW: randomUUID() };
  const reaper = spawn(process.execPath, [script('reaper'), mark.ROLLOUT_DEMO_CREW], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  reaper.stdin.on('error', (error) => console.error(`the reaper is gone: ${error.message}`));
  const add = (child: ChildProcess): number => {
    const { pid } = child;
    child.on('error', (error) => console.error(error.message));
    if (pid === undefined) throw new Error(`${child.spawnfile} could not be started`);
    members.push(child);
    reaper.stdin.write(`+${pid}\n`);
    child.once('exit', () => reaper.stdin.write(`-${pid}\n`));
    return pid;
  };
  return {
    start(name, command, log, env = {}) {
      const child = inBackground(command, log, { ...env, ...mark });
      return { name, child, log, pid: add(child) };
    },
    run([file = '', ...args]) {
      const child = spawn(file, args, { stdio: 'inherit', env: { ...process.env, ...mark } });
      add(child);
      return exitOf(child);
    },
    async endAll() {
      for (const child of members.splice(0).reverse()) await end(child);
      reaper.stdin.end('done\n');
    },
  };
}

function inBackground(
  [file = '', ...args]: readonly string[],
  log: string,
  more: NodeJS.ProcessEnv,
): ChildProcess {
  const out = openSync(log, 'a');
  const env = { ...process.env, ...more };
  const child = spawn(file, args, { detached: true, stdio: ['ignore', out, out], env });
  closeSync(out);
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || hasExited(child)) return;
  await endProcess(child.pid, 3_000);
  await exitOf(child);
}

const hasExited = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** The exit code; -1 for a process that a signal ended. */
export function exitOf(child: ChildProcess): Promise<number> {
  if (hasExited(child)) return Promise.resolve(child.exitCode ?? -1);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? -1));
  });
}

/**
 * Waits until something is so; a process that ends before that is an error with its last output.
 * @throws Error after `withinMs` milliseconds
 */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  options: { readonly withinMs: number; readonly process?: Background },
): Promise<void> {
  const end = performance.now() + options.withinMs;
  while (!(await holds())) {
    const { process } = options;
    if (process && hasExited(process.child))
      throw new Error(`${process.name} ended:\n${lastLines(process.log)}`);
    if (performance.now() > end) throw new Error(`not within ${options.withinMs / 1000} s: ${what}`);
    await sleep(10);
  }
}

const lastLines = (log: string): string => readFileSync(log, 'utf8').trim().split('\n').slice(-20).join('\n');
