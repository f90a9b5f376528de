import type { Board } from '../../report/board.ts';
import type { Language } from '../../text/language.ts';
import type { Platform } from './platform.ts';

export interface DeliveryOptions {
  readonly platform: Platform;
  readonly board: Board;
  /** In which language a channel is told; absent: English. */
  languageIn?(channel: string): Language;
  /** Tells this database's messages from those of another one in the same channel. */
  readonly installation: string;
  log(text: string): void;
  /** In milliseconds. */
  readonly now?: () => number;
  readonly pace: Pace;
}

/** Times in milliseconds. */
export interface Pace {
  /** Between two writes to a channel, from the answer of one to the next. */
  readonly channelMs: number;
  /** Edits, looks into the history and files, each over all channels in any minute. */
  readonly perMinute: number;
  /** New messages over all channels in any minute; absent where a chat limits each channel by itself. */
  readonly postsPerMinute?: number;
  /** How long that minute lasts. */
  readonly minuteMs: number;
  /** What has changed only by the clock, or in another process, is found within this time. */
  readonly lookMs: number;
  /** A post whose answer was lost may still be on its way: it is looked for only after this time. */
  readonly settleMs: number;
  /** The first wait after the chat did not answer; it doubles up to `backOffMostMs`. */
  readonly backOffMs: number;
  readonly backOffMostMs: number;
  /** Until a place that can't be written to is tried again. */
  readonly shutMs: number;
  /** Progress that waited so long is no longer overtaken by the roots of other threads. */
  readonly agingMs: number;
}

/** What holds for every chat; each adds its own limits. */
export const patience = {
  minuteMs: 60_000,
  lookMs: 15_000,
  settleMs: 3_000,
  backOffMs: 1_000,
  backOffMostMs: 30_000,
  shutMs: 300_000,
  agingMs: 10_000,
} as const;
