import type { Secret } from './secret.ts';
import type { SshTarget } from './ssh.ts';

/** What puts a release on a host, before it is bound to one host. */
export interface DeploySpec {
  readonly kind: 'ssh' | 'local';
  /** For `ssh`: everything but the address, which is the host's own. */
  readonly ssh?: Omit<SshTarget, 'host'>;
  /** `{host}` and `{release}` in the paths are replaced per host. */
  readonly upload?: { readonly from: string; readonly to: string };
  /** Shell text, run in order; the first that fails ends the job. */
  readonly commands: readonly string[];
  /** For `restart CLUSTER`: what runs instead of `commands` (those again where it is absent). */
  readonly restart?: readonly string[];
  /** Prints the release that runs on the host now; without it the journal's own record is used. */
  readonly current?: string;
  readonly timeoutMs: number;
  /** Extra variables for the commands; the values may be secrets. */
  readonly env: Readonly<Record<string, string | Secret>>;
}

/** A release is typed in chat: in an upload's path it may name a file, never a way to one. */
export const fitsInPath = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._+-]*$/.test(name);

/** `ROLLOUT_*` and the config's own variables, as a job gets them. */
export type Variables = Readonly<Record<string, string | Secret>>;

/** One host's share of a rollout: everything that a deployer has to know. */
export interface Job {
  /** The same id always means the same job: `start` with a known id finds it instead of starting it again. */
  readonly id: string;
  /** The lock's fencing epoch under which it was ordered; a host refuses one that is older than it has seen in `scope`. */
  readonly epoch: number;
  /** Whose epochs count: one cluster of one installation of the bot. */
  readonly scope: string;
  readonly upload?: { readonly from: string; readonly to: string };
  readonly commands: readonly string[];
  readonly variables: Variables;
  /** For the whole job, from its start on the host. */
  readonly timeoutMs: number;
}

/** How a job ended: one of exit code and signal is set. */
export interface JobEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Which of the job's commands it ended in, from 1; 0 where all of them ran. */
  readonly failedCommand: number;
  /** Why we ended it ourselves, if we did. */
  readonly stopped?: 'timeout' | 'asked';
}

/** A line of a job's output (standard output and error as one stream), numbered from 1 within the job. */
export interface OutputLine {
  readonly n: number;
  readonly text: string;
}
