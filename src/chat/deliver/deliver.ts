import { createLimits } from './limits.ts';
import type { DeliveryOptions } from './options.ts';
import { createWaker } from './waker.ts';
import { startWriter, type Writer, type WriterContext } from './writer.ts';

export interface Delivery {
  /** Begins to tell; what was left untold goes out first. Resolves at once. */
  start(): Promise<void>;
  /** Resolves when nothing is being sent any more; what is untold is told after the next start. */
  stop(): Promise<void>;
}

/** News of threads that nobody knows yet are gathered for so long before the database is asked for them. */
const gatherMs = 200;

/**
 * Brings a chat in line with the board, message by message. It works off differences between what should be shown and
 * what was: it can die at any moment, and the chat can be away for as long as it likes.
 */
export function createDelivery(options: DeliveryOptions): Delivery {
  const { pace, platform } = options;
  const now = options.now ?? Date.now;
  const context: WriterContext = { options, pace, limits: createLimits(pace, now), now };
  const writers = new Map<string, Writer>();
  const waker = createWaker();
  let stopping = false;
  let running: Promise<void> | undefined;
  let unlisten: () => void = () => undefined;

  /** Threads begin and are opened again without a word to us. */
  async function findThreads(): Promise<void> {
    for (const thread of await options.board.open(platform.chat)) {
      const { channel } = thread.place;
      const writer = writers.get(channel) ?? startWriter(context);
      writers.set(channel, writer);
      writer.add(thread);
    }
  }

  async function run(): Promise<void> {
    while (!stopping) {
      await findThreads().catch((error: unknown) => options.log(`threads can't be read: ${String(error)}`));
      await waker.wait(pace.lookMs);
      if (!stopping) await pausing.wait(gatherMs);
    }
  }
  const pausing = createWaker();

  return {
    async start() {
      unlisten = options.board.listen((subject) => {
        const known = [...writers.values()].map((writer) => writer.touch(subject));
        if (!known.includes(true)) waker.ring();
      });
      running = run();
    },
    async stop() {
      stopping = true;
      unlisten();
      waker.ring();
      pausing.ring();
      await running;
      await Promise.all([...writers.values()].map((writer) => writer.stop()));
    },
  };
}
