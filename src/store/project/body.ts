import type { Transaction } from 'kysely';
import type { EventBody } from '../../model/event.ts';
import type { Tables } from '../tables.ts';

/** A journal's transaction, in which the views change with it. */
export type Trx = Transaction<Tables>;
export type Body<T extends EventBody['type']> = Extract<EventBody, { type: T }>;
