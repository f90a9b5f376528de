import { asFailure } from '../model/failure.ts';
import type { Log } from './log.ts';

/** What is being handled right now. */
export interface Work {
  /** Runs it, unless the chat is stopping; what it throws is logged and never goes further. */
  run(what: string, act: () => Promise<void>): Promise<void>;
  /** Takes nothing more, and waits for what is under way, at most so many milliseconds. */
  finish(withinMs: number): Promise<void>;
}

export function createWork(chat: string, log: Log): Work {
  const underWay = new Set<Promise<void>>();
  let stopping = false;
  return {
    async run(what, act) {
      if (stopping) return;
      const done = guarded(act, { chat, what, log }).finally(() => underWay.delete(done));
      underWay.add(done);
      await done;
    },
    async finish(withinMs) {
      stopping = true;
      await within(Promise.all(underWay), withinMs);
    },
  };
}

interface Task {
  readonly chat: string;
  readonly what: string;
  readonly log: Log;
}

async function guarded(act: () => Promise<void>, { chat, what, log }: Task): Promise<void> {
  try {
    await act();
  } catch (error) {
    log.error(`${chat}: ${what} failed: ${asFailure(error, chat).message}`);
  }
}

/** Waits for something that may take forever; true if it came in time. */
export async function within(done: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([done.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
