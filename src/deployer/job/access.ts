import type { Host } from '../../model/cluster.ts';
import type { OpenShell } from '../../transport/shell.ts';
import type { FileCopy } from '../../transport/ssh/connection.ts';

/** A way to run a shell on a host and to bring files there: all that the job protocol needs. */
export interface HostAccess {
  prepare(host: Host): void;
  /** Starts command lines on the host. */
  open(host: Host): OpenShell;
  /** Copies files to the host, in order; relative paths mean the folder in which commands start. */
  put(host: Host, files: readonly FileCopy[]): Promise<void>;
  release(host: Host): Promise<void>;
  close(): Promise<void>;
}
