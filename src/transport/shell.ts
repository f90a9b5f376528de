/** How a process ended: one of the two is set. Not being able to tell is a Failure, never a code. */
export interface ProcessEnd {
  readonly exitCode: number | null;
  /** As Node names it: `SIGTERM`. */
  readonly signal: string | null;
}

/** A process somewhere: on this machine or at the other end of an SSH connection. */
export interface ShellProcess {
  /** Writes to its standard input. */
  write(data: string): void;
  /** Ends its standard input. */
  finish(): void;
  /** Lets go of it: on this machine it is killed, over SSH its channel is closed. */
  abandon(): void;
  /** Rejects with a Failure where the connection broke before the end was known. */
  readonly ended: Promise<ProcessEnd>;
}

export interface ShellListener {
  onStdout(chunk: Buffer): void;
  onStderr(chunk: Buffer): void;
}

/** Starts a command line in a shell. Rejects with a Failure where it could not be started. */
export type OpenShell = (command: string, listener: ShellListener) => Promise<ShellProcess>;
