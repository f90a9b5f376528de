import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { guardOf } from './guard.ts';
import { processTree } from './process-tree.ts';
import { until } from './wait.ts';

/** A server process that a test starts, kills and freezes. */
export interface Daemon {
  pid(): number;
  /** Starts it and waits until it answers; it must not be running. */
  start(): Promise<void>;
  /** SIGKILL to it and to all processes that it started, and waits for their end. */
  kill(): Promise<void>;
  /** SIGSTOP: it and its children take connections and answer nothing; SIGCONT. */
  freeze(): void;
  thaw(): void;
}

interface DaemonOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** The file that takes what it prints. */
  readonly log: string;
  /** Who it runs as, where that is not the user of the tests. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  /** Whether it answers; false or an error: not yet. */
  readonly answers: () => Promise<unknown>;
  /** What to install where the command is not there. */
  readonly package: string;
}

/** Gives the handle of a server process; nothing runs yet. It never outlives the test's own process. */
export function createDaemon(options: DaemonOptions): Daemon {
  let child: ChildProcess | undefined;
  let guard: ChildProcess | undefined;
  const pid = (): number => child?.pid ?? 0;
  const killNow = (): void => {
    if (child === undefined || ended(child)) return;
    // Stopped first, so that it starts no more processes while they are counted.
    signal([pid()], 'SIGSTOP');
    signal([...processTree(pid())].reverse(), 'SIGKILL');
  };
  return {
    pid,
    async start() {
      child = launch(options);
      guard = child.pid === undefined ? undefined : guardOf(child.pid);
      await answering(child, options);
    },
    async kill() {
      const tree = processTree(pid());
      killNow();
      await until(() => child === undefined || ended(child), `${options.command} to end`);
      await until(() => !tree.some(isAlive), `the children of ${options.command} to end`);
      guard?.kill('SIGKILL');
    },
    freeze: () => signal(processTree(pid()), 'SIGSTOP'),
    thaw: () => signal(processTree(pid()), 'SIGCONT'),
  };
}

function launch({ command, args, log, user }: DaemonOptions): ChildProcess {
  const output = openSync(log, 'a');
  const child = spawn(command, args, { stdio: ['ignore', output, output], ...user });
  closeSync(output);
  return child;
}

async function answering(child: ChildProcess, options: DaemonOptions): Promise<void> {
  const { command, log, answers } = options;
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) =>
      reject(
        new Error(`${command} is not there: apt-get install ${options.package}, or npm run peers`, { cause }),
      ),
    );
  });
  await until(
    async () => {
      if (ended(child)) throw new Error(`${command} did not start:\n${readFileSync(log, 'utf8')}`);
      // Refused until it listens: that is what is being waited for.
      return answers().then(
        (answer) => answer !== false,
        () => false,
      );
    },
    `${command} to answer`,
    30_000,
  );
}

const ended = ({ exitCode, signalCode, pid }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null || pid === undefined;

const isAlive = (pid: number): boolean => processTree(pid).length > 0;

/** To those of them that are still there. */
function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      if (pid > 0) process.kill(pid, name);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}
