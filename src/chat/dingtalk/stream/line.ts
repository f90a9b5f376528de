import type { DingTalkChat } from '../../../model/config.ts';
import { type Keeper, keepOpen, type Line, refusedMs } from '../../keep-open.ts';
import type { Log } from '../../log.ts';
import { within } from '../../work.ts';
import { DingTalkFailure } from '../client/trouble.ts';
import { type Delivered, openSocket, type Socket } from './socket.ts';

export interface StreamOptions {
  readonly config: DingTalkChat;
  readonly log: Log;
  onDelivered(delivered: Delivered): void;
}

/** A peer that is gone without a word is noticed after so long, in milliseconds. */
const pingEveryMs = 5_000;
/** Where DingTalk dismissed a connection it still sends what is under way, for some seconds. */
const lingerMs = 10_000;
const closeMs = 1_000;

/**
 * Keeps one connection open. The package's own way of connecting again has no pause, makes several sockets of one where
 * it is refused, and goes on after it was stopped.
 */
export const keepStreaming = (options: StreamOptions): Keeper =>
  keepOpen(createLine(options), { chat: 'DingTalk', what: 'the stream', log: options.log, leastWaitMs }); // not shown

function createLine({ config, log, onDelivered }: StreamOptions): Line {
  /** More than one only while a dismissed one is still heard. */
  const open = new Map<Socket, Promise<void>>();
  let broken = Promise.resolve();
  return {
    async open() {
      const socket = await openSocket(config, log, onDelivered);
      const closed = watch(socket).finally(() => open.delete(socket));
      open.set(socket, closed);
      broken = Promise.race([closed, socket.dismissed]);
      void socket.dismissed.then(() => endWithin(socket, closed, lingerMs));
    },
    broken: () => broken,
    async close() {
      const closing = [...open].map(([socket, closed]) => {
        socket.wire.close();
        return endWithin(socket, closed, closeMs);
      });
      await Promise.all(closing);
    },
  };
}

/** Resolves when the socket is closed; ends it where it falls silent. */
function watch({ wire }: Socket): Promise<void> {
  let heard = true;
  const beat = setInterval(() => {
    if (!heard) return wire.terminate();
    heard = false;
    wire.once('pong', () => {
      heard = true;
    });
    wire.ping();
  }, pingEveryMs);
  return new Promise((resolve) => {
    wire.once('close', () => {
      clearInterval(beat);
      resolve();
    });
  });
}

/** Resolves when it is closed; what is not closed by then is ended. */
async function endWithin({ wire }: Socket, closed: Promise<void>, ms: number): Promise<void> {
  if (!(await within(closed, ms))) wire.terminate();
  await closed;
}

function leastWaitMs(error: unknown): number {
  if (!(error instanceof DingTalkFailure)) return 0;
  if (error.trouble.kind === 'ratelimited') return error.trouble.retryAfterMs;
  return error.trouble.kind === 'refused' ? refusedMs : 0;
}
