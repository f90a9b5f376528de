import type { Host } from '../model/cluster.ts';
import type { Job, JobEnd, OutputLine } from '../model/deploy.ts';

/** A job that exists on a host: running or ended. */
export interface JobHandle {
  readonly host: Host;
  readonly jobId: string;
  /** True where `start` found it already there. */
  readonly found: boolean;
}

/** Runs jobs on hosts. Failures are `unreachable`, `timeout`, `denied`, `invalid` …; an exit code is not a failure. */
export interface Deployer {
  /** Opens what `start` will need (a connection), so that the batch before pays for it. Errors surface at `start`. */
  prepare(host: Host): void;
  /**
   * Uploads and starts the job, or finds it where its id is known on the host.
   * @param mayStart asked once the files are there, which may take minutes: gives the epoch under which it is started then,
   *   or throws what the start throws
   */
  start(host: Host, job: Job, mayStart?: () => Promise<number>): Promise<JobHandle>;
  /**
   * Streams the job's output from line `from` on and resolves with its end. When `signal` aborts, the job is ended
   * with TERM, then KILL, and the end says `stopped: 'asked'`.
   */
  follow(
    handle: JobHandle,
    options: {
      readonly from: number;
      onLine(line: OutputLine): void;
      readonly signal: AbortSignal;
      readonly timeoutMs: number;
    },
  ): Promise<JobEnd>;
  /** Runs a short command that changes nothing, and gives its exit code and output (at most 64 KiB).
   * It finds the host in ROLLOUT_HOST and ROLLOUT_ADDRESS. */
  ask(
    host: Host,
    command: string,
    timeoutMs: number,
  ): Promise<{ readonly exitCode: number; readonly output: string }>;
  /** Lets go of the host's connection. */
  release(host: Host): Promise<void>;
  close(): Promise<void>;
}
