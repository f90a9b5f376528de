import type { Intake } from '../../../intake/intake.ts';
import type { Board } from '../../../report/board.ts';
import type { Language } from '../../../text/language.ts';
import type { Log } from '../../log.ts';
import type { DingTalkClient } from '../client/client.ts';
import type { DingTalkPeople } from '../people/people.ts';

export interface Service {
  readonly client: DingTalkClient;
  readonly people: DingTalkPeople;
  readonly intake: Intake;
  readonly board: Board;
  readonly log: Log;
  /** In which language a conversation is told, where a person has no choice of their own. */
  languageIn(channel: string): Language;
  /** In which language a person reads in a conversation. Never throws. */
  languageOf(person: string, channel: string): Promise<Language>;
  /** Waits for an answer's turn, so that the robot stays within its limit. */
  turn(): Promise<void>;
}
