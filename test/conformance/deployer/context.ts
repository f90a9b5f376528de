import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Deployer } from '../../../src/deployer/deployer.ts';
import type { Host } from '../../../src/model/cluster.ts';
import type { Job, JobEnd, OutputLine } from '../../../src/model/deploy.ts';

export interface DeployerUnderTest {
  readonly deployer: Deployer;
  readonly host: Host;
  /** The state folder that the deployer's jobs end up in, as seen from here. */
  readonly stateDir: string;
  /** Another deployer for the same host, as a bot that was started anew would make it. */
  another(): Deployer;
  /** Breaks whatever is between the bot and the host, if there is anything. */
  disconnect(): void;
  stop(): Promise<void>;
}

export interface ConformanceOptions {
  readonly shell: readonly string[];
  /** Short, so that tests of KILL end soon. */
  readonly graceMs: number;
}

type FollowOptions = Parameters<Deployer['follow']>[1];

export interface Following {
  readonly lines: OutputLine[];
  readonly end: Promise<JobEnd>;
  texts(): string[];
}

/** What the tests of the suite share. */
export interface Context {
  readonly options: ConformanceOptions;
  readonly it: DeployerUnderTest;
  /** A folder of the present test's own. */
  readonly dir: string;
  follow(job: Job, changes?: Partial<FollowOptions>, deployer?: Deployer): Following;
  /** Starts a job and follows it to its end. */
  run(job: Job): Promise<{ readonly end: JobEnd; readonly lines: OutputLine[]; readonly texts: string[] }>;
  /** The job's folder on the host. */
  folderOf(job: Job): string;
}

let jobs = 0;

/** A job with an id and a scope of its own. */
export function jobOf(commands: readonly string[], changes: Partial<Job> = {}): Job {
  jobs += 1;
  const id = `job-${process.pid}-${jobs}`;
  return { id, scope: id, epoch: 1, commands, variables: {}, timeoutMs: 60_000, ...changes };
}

/** Waits for a condition, which is asked every few milliseconds. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export const readIf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** Whether a process lives (a zombie does not). */
export function alive(pid: string): boolean {
  const stat = readIf(`/proc/${pid.trim()}/stat`);
  return stat !== '' && !/\) Z /.test(stat);
}

/** The command line of every process, words ended by NUL. */
export function commandLines(): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    } catch (error) {
      // It ended in between: there is nothing to see.
      return error instanceof Error ? '' : String(error);
    }
  });
}

export function follow(
  { deployer, host }: Pick<DeployerUnderTest, 'deployer' | 'host'>,
  job: Job,
  changes: Partial<FollowOptions> = {},
): Following {
  const lines: OutputLine[] = [];
  const end = deployer.follow(
    { host, jobId: job.id, found: false },
    {
      from: 1,
      onLine: (line) => lines.push(line),
      signal: new AbortController().signal,
      timeoutMs: 60_000,
      ...changes,
    },
  );
  return { lines, end, texts: () => lines.map((line) => line.text) };
}
