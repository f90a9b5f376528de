import type { Intake } from '../../../intake/intake.ts';
import type { Board } from '../../../report/board.ts';
import type { Log } from '../../log.ts';
import type { DingTalkClient } from '../client/client.ts';
import type { DingTalkPeople } from '../people/people.ts';

export interface Service {
  readonly client: DingTalkClient;
  readonly people: DingTalkPeople;
  readonly intake: Intake;
  readonly board: Board;
  readonly log: Log;
  /** Waits for an answer's turn, so that the robot stays within its limit. */
  turn(): Promise<void>;
}
