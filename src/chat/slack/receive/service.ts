import type { Intake, Request } from '../../../intake/intake.ts';
import type { Board } from '../../../report/board.ts';
import type { Language } from '../../../text/language.ts';
import type { SlackClient } from '../client/client.ts';
import type { Log } from '../client/log.ts';
import type { Home } from '../home/home.ts';
import type { Modal } from '../modal/modal.ts';
import type { Sender, SlackPeople } from '../people/people.ts';
import type { Reply } from './reply.ts';

export interface Service {
  readonly client: SlackClient;
  readonly modal: Modal;
  readonly home: Home;
  readonly people: SlackPeople;
  readonly intake: Intake;
  readonly board: Board;
  /** In which language a channel, or somebody without a choice of their own, is told. */
  languageIn(channel: string): Language;
  readonly log: Log;
}

/** One command, click or mention, as it came in. */
export interface Incoming extends Omit<Request, 'person' | 'place'> {
  readonly sender: Sender;
  readonly channel: string;
  readonly reply: Reply;
}
