import type { Board } from '../../../report/board.ts';
import type { Language } from '../../../text/language.ts';
import type { SlackClient } from '../client/client.ts';

export interface DeliveryOptions {
  readonly client: Pick<SlackClient, 'postMessage' | 'update' | 'find' | 'upload' | 'openDirect'>;
  readonly board: Board;
  readonly people: {
    /** How somebody is written so that Slack tells them (`<@U1>`); undefined where Slack has nobody so. */
    mentionOf(name: string): string | undefined;
  };
  /** In which language a channel is told; absent: English. */
  languageIn?(channel: string): Language;
  /** Tells this database's messages from those of another one in the same channel. */
  readonly installation: string;
  log(text: string): void;
  /** In milliseconds. */
  readonly now?: () => number;
  readonly pace?: Partial<Pace>;
}

/** Times in milliseconds. */
export interface Pace {
  /** Between two writes to a channel, from the answer of one to the next: Slack takes about one a second. */
  readonly channelMs: number;
  /** Edits, looks into the history and files, each over all channels in any minute: Slack takes 50 (tier 3). */
  readonly perMinute: number;
  /** How long that minute lasts. */
  readonly minuteMs: number;
  /** What has changed only by the clock, or in another process, is found within this time. */
  readonly lookMs: number;
  /** A post whose answer was lost may still be on its way: it is looked for only after this time. */
  readonly settleMs: number;
  /** The first wait after Slack did not answer; it doubles up to `backOffMostMs`. */
  readonly backOffMs: number;
  readonly backOffMostMs: number;
  /** Until a place that can't be written to is tried again. */
  readonly shutMs: number;
  /** Progress that waited so long is no longer overtaken by the roots of other threads. */
  readonly agingMs: number;
}

export const defaultPace: Pace = {
  channelMs: 1_000,
  perMinute: 45,
  minuteMs: 60_000,
  lookMs: 15_000,
  settleMs: 3_000,
  backOffMs: 1_000,
  backOffMostMs: 30_000,
  shutMs: 300_000,
  agingMs: 10_000,
};
