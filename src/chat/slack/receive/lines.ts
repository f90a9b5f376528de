import type { App } from '@slack/bolt';
import type { SlackChat } from '../../../model/config.ts';
import type { Keeper } from '../../keep-open.ts';
import type { Self } from '../client/identity.ts';
import type { Log } from '../client/log.ts';
import { createBolt } from './bolt.ts';
import { createHttpLine } from './http.ts';
import { keepOpen, type Line } from './line.ts';
import { createSocketLine } from './socket.ts';

export interface LinesOptions {
  readonly config: SlackChat;
  readonly self: Self;
  readonly log: Log;
  /** Tells Bolt what to listen to. */
  listen(app: App): void;
}

/**
 * Slack closes every socket from time to time, and loses what is typed until the next one is open: it sends over any
 * that there is, so there are two (of at most ten: https://docs.slack.dev/apis/events-api/using-socket-mode).
 */
const sockets = 2;

/** Opens what Slack sends over, and keeps it open. */
export function openLines({ config, self, log, listen }: LinesOptions): Keeper {
  const lines = linesOf(config, log);
  const [first] = lines;
  const app = createBolt({ config, receiver: first.receiver, self, log });
  listen(app);
  for (const { receiver } of lines) receiver.init(app);
  const keepers = lines.map((line, at) => keepOpen(knowing(self, line), nameOf(lines, at), log));
  return {
    tried: Promise.all(keepers.map(({ tried }) => tried)).then(() => undefined),
    stop: async () => void (await Promise.all(keepers.map((keeper) => keeper.stop()))),
  };
}

function linesOf({ by, apiUrl }: SlackChat, log: Log): readonly [Line, ...Line[]] {
  if (by.mode === 'http') return [createHttpLine(by, log)];
  const socket = () =>
    createSocketLine({ appToken: by.appToken, log, ...(apiUrl !== undefined && { apiUrl }) });
  return [socket(), ...Array.from({ length: sockets - 1 }, socket)];
}

const nameOf = (lines: readonly Line[], at: number): string =>
  lines.length === 1 ? 'the line' : `socket ${at + 1} of ${lines.length}`; // not shown

/** Nothing is taken from Slack before it is known who the bot is: whom it listens to depends on that. */
const knowing = (self: Self, line: Line): Line => ({
  ...line,
  async open() {
    await self.learn();
    await line.open();
  },
});
