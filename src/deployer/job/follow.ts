import type { JobEnd, OutputLine } from '../../model/deploy.ts';
import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import { collect, type RunScript } from '../../transport/collect.ts';
import type { ShellProcess } from '../../transport/shell.ts';
import { readEnd } from './end.ts';
import { createLineReader, type LineReader } from './lines.ts';
import type { Mask } from './mask.ts';
import { followScript, markOf, type ScriptSettings, stopScript } from './scripts.ts';

export interface FollowRequest {
  readonly run: RunScript;
  readonly settings: ScriptSettings;
  readonly host: string;
  readonly jobId: string;
  readonly mask: Mask;
  readonly from: number;
  onLine(line: OutputLine): void;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/** How long a host may take to end a job after KILL, in milliseconds; then it cannot be known any more. */
const patienceMs = 15_000;

/** Streams a job's output and resolves with its end. */
export async function followJob(request: FollowRequest): Promise<JobEnd> {
  const stopper = createStopper(request);
  try {
    return await Promise.race([followToEnd(request), stopper.failed]);
  } finally {
    stopper.dispose();
  }
}

/** Once more where the runner died, or ended, between the look at it and the end of its output. */
async function followToEnd(request: FollowRequest): Promise<JobEnd> {
  const { mask, onLine, jobId, host } = request;
  const lines = createLineReader({ from: request.from, mark: markOf(jobId), mask, onLine });
  for (let reader: LineReader = lines; ; ) {
    await followOnce(request, reader);
    if (reader.end !== undefined) return readEnd(reader.end, host, jobId);
    reader = createLineReader({ from: reader.next, mark: markOf(jobId), mask, onLine });
  }
}

/** Resolves when the mark came, or the script ended without it. */
async function followOnce({ run, settings, jobId }: FollowRequest, reader: LineReader): Promise<void> {
  let marked: (value: unknown) => void = () => undefined;
  const mark = new Promise((resolve) => {
    marked = resolve;
  });
  const process = await run(followScript(settings, jobId, reader.next), {
    onStdout(chunk) {
      if (reader.end === undefined) reader.push(chunk);
      if (reader.end !== undefined) marked(true);
    },
    // What tail says beside the output ("file truncated") is not the job's.
    onStderr: () => undefined,
  });
  try {
    await Promise.race([mark, process.ended]);
  } finally {
    letGo(process);
  }
}

/** The script ends its own tail when our side ends. */
function letGo(process: ShellProcess): void {
  process.finish();
}

interface Stopper {
  /** Rejects where the job could not be ended; never resolves. */
  readonly failed: Promise<never>;
  dispose(): void;
}

/** Ends the job when the signal aborts or the time is over. */
function createStopper({ run, settings, host, jobId, signal, timeoutMs }: FollowRequest): Stopper {
  const timers: NodeJS.Timeout[] = [];
  let fail: (failure: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // It is only ever raced: a stop that fails after the job's end concerns nobody.
  failed.catch((error: unknown) => error);
  const stop = (reason: 'timeout' | 'asked'): void => {
    collect(run, stopScript(settings, jobId, reason)).catch(fail);
    const message = kept`The job ${jobId} on ${host} was told to end, and does not, not even by KILL.`;
    const giveUp = (): void => fail(new Failure('timeout', host, message, { retryable: false }));
    timers.push(setTimeout(giveUp, settings.graceMs + patienceMs));
  };
  const onAbort = (): void => stop('asked');
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  timers.push(setTimeout(() => stop('timeout'), Math.min(timeoutMs, 2 ** 31 - 1)));
  return {
    failed,
    dispose() {
      for (const timer of timers) clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    },
  };
}
