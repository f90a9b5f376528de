import type { Logger } from 'pino';
import type { Lead, Led } from '../fleet/lead.ts';
import type { GroupSources } from '../intake/directory.ts';
import type { Intake } from '../intake/intake.ts';
import type { Lookup } from '../intake/lookup.ts';
import type { Board } from '../report/board.ts';
import type { Report } from '../report/report.ts';

/** The running bot, without its chats. */
export interface Parts {
  readonly intake: Intake;
  readonly report: Report;
  readonly lookup: Lookup;
  readonly board: Board;
  /** Of those who are only told. */
  readonly noticeBoard: Board;
  /** The database's own id. */
  readonly installation: string;
  /** Has something done by one of the processes at a time that work on this database. */
  lead(key: string, led: Led): Lead;
  /** Takes nothing new, lets steps that run end (at most some seconds), and leaves the rest to whoever takes it up. */
  stop(): Promise<void>;
  /** Lets go at once, where another process has taken over already: nothing more is recorded. */
  abandon(): Promise<void>;
}

export interface Surroundings {
  readonly log: Logger;
  /** Where the chats' user groups are looked up: a chat may come later, before the first command does. */
  readonly groups: GroupSources;
  /** Another process has taken over from this one: it is to be abandoned, and may begin anew. */
  onLost(): void;
}
