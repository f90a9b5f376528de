import { type Kysely, sql, type Transaction } from 'kysely';
import type { EventBody } from '../model/event.ts';
import type { Place } from '../model/place.ts';
import type { Tables } from './tables.ts';

/** Where a rollout or an override is told. */
export interface ThreadRow {
  readonly subject: string;
  readonly place: Place;
}

/** The threads that chats tell: they begin with the event that carries their places, in its transaction. */
export interface Threads {
  /** Those of a chat that are not told to their end, oldest first. */
  open(chat: Place['chat']): Promise<readonly ThreadRow[]>;
  /** Told to its end; it stays open where the journal has gone on after `seq`, as that is not told yet. */
  close(thread: ThreadRow, seq: number): Promise<void>;
}

export function createThreads(db: Kysely<Tables>): Threads {
  return {
    async open(chat) {
      const rows = await db
        .selectFrom('thread')
        .select(['subject', 'channel'])
        .where('chat', '=', chat)
        .where('done', '=', false)
        .orderBy('at')
        .orderBy('subject')
        .execute();
      return rows.map(({ subject, channel }) => ({ subject, place: { chat, channel } }));
    },
    async close({ subject, place }, seq) {
      await db
        .updateTable('thread')
        .set({ done: true })
        .where('subject', '=', subject)
        .where('chat', '=', place.chat)
        .where('channel', '=', place.channel)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(selectFrom('journal').select('seq').where('rollout', '=', subject).where('seq', '>', seq)),
          ),
        )
        .execute();
    },
  };
}

type Trx = Transaction<Tables>;

/** Keeps the threads in step with the journal, in its transaction. */
export async function projectThreads(trx: Trx, subject: string, body: EventBody, at: Date): Promise<void> {
  switch (body.type) {
    case 'planned':
      return body.places ? begin(trx, subject, body.places, at) : inherit(trx, subject, at);
    case 'override':
      return begin(trx, subject, body.places ?? [], at);
    // One that was asked for with others has its thread from its confirmation on.
    case 'override-state':
      return begin(trx, subject, body.places ?? [], at);
    // These may come after the end (a host that was left out was brought back): there is something to tell again.
    case 'host':
    case 'note':
      return reopen(trx, subject);
    default:
      return;
  }
}

async function begin(trx: Trx, subject: string, places: readonly Place[], at: Date): Promise<void> {
  if (places.length === 0) return;
  await trx
    .insertInto('thread')
    .values(places.map(({ chat, channel }) => ({ subject, chat, channel, at })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A rollout that the bot made to take another one back is told wherever that one is. */
async function inherit(trx: Trx, subject: string, at: Date): Promise<void> {
  await sql`insert into thread (subject, chat, channel, at)
    select rollout.id, thread.chat, thread.channel, ${at}::timestamptz
    from rollout join thread on thread.subject = rollout.rolls_back
    where rollout.id = ${subject} and rollout.request is null
    on conflict do nothing`.execute(trx);
}

async function reopen(trx: Trx, subject: string): Promise<void> {
  await trx
    .updateTable('thread')
    .set({ done: false })
    .where('subject', '=', subject)
    .where('done', '=', true)
    .execute();
}
