import { randomUUID } from 'node:crypto';
import { asFailure } from '../model/failure.ts';
import { kept } from '../text/say.ts';
import type { At } from './at.ts';
import { tell } from './at.ts';
import { keepDrained } from './members.ts';
import { rest } from './patience.ts';
import type { Tools } from './tools.ts';

/**
 * Looks at the host's members while `run` works on the host, and drains again what came back by itself: a balancer that
 * was restarted or reloaded has forgotten the drain.
 */
export async function keepOut<T>(tools: Tools, at: At, run: () => Promise<T>): Promise<T> {
  const over = new AbortController();
  const watching = watch(tools, at, over.signal);
  try {
    return await run();
  } finally {
    over.abort();
    await watching;
  }
}

async function watch(tools: Tools, at: At, signal: AbortSignal): Promise<void> {
  let silent = false;
  for (;;) {
    await rest(tools.pace.keepOutMs, signal);
    if (signal.aborted) return;
    try {
      await keepDrained(tools, at, signal);
      silent = false;
    } catch (error) {
      // What it is kept out for is not ended by this: the restore meets the same balancer, and asks.
      if (!silent) await note(tools, at, error);
      silent = true;
    }
  }
}

/** Where the database is away as well, nobody waits for this yet: it must not end the process. */
async function note(tools: Tools, at: At, error: unknown): Promise<void> {
  const why = error instanceof Error ? error.message : String(error);
  const text = kept`${at.host} can't be watched while it is out: ${why}`;
  try {
    await tell(tools, at, `keep-out/${randomUUID()}`, { type: 'note', host: at.host, text });
  } catch (failed) {
    tools.log(`${text}; it was not journaled: ${asFailure(failed, at.host).message}`);
  }
}
