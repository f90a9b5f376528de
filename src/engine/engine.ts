/**
 * What a durable workflow may do. Its code between these calls must be deterministic: after a crash it runs again from
 * the top, and every finished call gives what it gave the first time.
 */
export interface Flow {
  /** Runs `run` and keeps its result. A crash before the result is kept runs it again: it must be repeatable. */
  step<T>(name: string, run: () => Promise<T>): Promise<T>;
  /** Starts another workflow under this id, or finds it; resolves once it is durable. */
  start<I, O>(workflow: Workflow<I, O>, id: string, input: I): Promise<Running<O>>;
  /**
   * Whether this execution takes the new way that `name` stands for; false for one that passed here before there was
   * that way. Between steps only.
   */
  patched(name: string): Promise<boolean>;
}

export interface Running<O> {
  result(): Promise<O>;
}

export interface Over {
  /** What is known of it, for people. */
  readonly how: string;
  /**
   * Nothing of it is running any more. A step that runs while its workflow is cancelled goes on to its end: its own process
   * knows that it does, and the others only that a process has ended.
   */
  readonly still: boolean;
}

/** A workflow by its registered name, always run in English. Inputs and results are plain JSON. */
export interface Workflow<I, O> {
  readonly name: string;
  readonly run: (flow: Flow, input: I) => Promise<O>;
}

/** Runs workflows so that killing the process at any moment and starting it again reaches the same end. */
export interface Engine {
  /** Before `launch`: makes the workflow known, so that it can be started and recovered. */
  register<I, O>(workflow: Workflow<I, O>): void;
  /** Accepts work: new one, and what `recover` sets free. */
  launch(): Promise<void>;
  start<I, O>(workflow: Workflow<I, O>, id: string, input: I): Promise<Running<O>>;
  /** The workflow of this id, or undefined where none was started. */
  find<O>(id: string): Promise<Running<O> | undefined>;
  /** How the workflow of this id ended: with a result, an error, or as it was given up; undefined where it has not, or was not begun. */
  over(id: string): Promise<Over | undefined>;
  /** Which process has each workflow that has not ended, by the workflow's id. */
  workers(): Promise<ReadonlyMap<string, string>>;
  /** What is under way, by the id of the executor that works on it: the ids of workflows. */
  underWay(): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Sets free what these executors left unfinished: any process that is launched takes it up, each workflow once. */
  recover(executors: readonly string[]): Promise<void>;
  /**
   * Begins no step any more, waits for those that run, then lets go of everything: unfinished workflows go on where they are
   * recovered. @param withinMs what is not over by then is cut off, and run again
   */
  stop(withinMs?: number): Promise<void>;
}
