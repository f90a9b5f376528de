import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';
import type { ThreadRow } from './threads.ts';

/** A message that a chat shows, or may show, of a thread. */
export interface MessageRow {
  readonly key: string;
  /** The conversation that it is really in. */
  readonly channel: string;
  /** The chat's id of it; absent: it is not known whether it was posted. */
  readonly ts?: string;
  /** Of the content that it shows. */
  readonly hash: string;
  /** When this was kept last, by the bot's clock. */
  readonly at: Date;
}

/** What chats show of their threads, message by message. */
export interface Messages {
  /** By key. */
  of(thread: ThreadRow): Promise<ReadonlyMap<string, MessageRow>>;
  /** Durable when it resolves; takes the place of what was kept under the key. */
  keep(thread: ThreadRow, message: Omit<MessageRow, 'at'>): Promise<void>;
}

export function createMessages(db: Kysely<Tables>, now: () => Date): Messages {
  return {
    async of({ subject, place }) {
      const rows = await db
        .selectFrom('message')
        .select(['key', 'at_channel', 'ts', 'hash', 'at'])
        .where('subject', '=', subject)
        .where('chat', '=', place.chat)
        .where('channel', '=', place.channel)
        .execute();
      return new Map(
        rows.map(({ key, at_channel: channel, ts, hash, at }) => [
          key,
          { key, channel, hash, at, ...(ts !== null && { ts }) },
        ]),
      );
    },
    async keep({ subject, place }, { key, channel, ts, hash }) {
      const row = { at_channel: channel, ts: ts ?? null, hash, at: now() };
      await db
        .insertInto('message')
        .values({ subject, chat: place.chat, channel: place.channel, key, ...row })
        .onConflict((conflict) => conflict.columns(['subject', 'chat', 'channel', 'key']).doUpdateSet(row))
        .execute();
    },
  };
}
