import type { Intake } from '../../../src/intake/intake.ts';
import type { Place } from '../../../src/model/place.ts';
import type { Board } from '../../../src/report/board.ts';
import type { Report } from '../../../src/report/report.ts';

/** The bot behind a chat. */
export interface Behind {
  readonly intake: Intake;
  readonly board: Board;
  readonly report: Report;
}

export const people = ['alice', 'bob', 'carol'] as const;
export type Person = (typeof people)[number];

/** One chat with its people, as the contract's tests use it. */
export interface ChatUnderTest {
  /** Where the cluster is told; absent for the terminal, which follows what it asked for. */
  readonly place?: Place;
  /** Whether the chat changes its messages in place. */
  readonly edits: boolean;
  /** The chat's part of the bot begins, on this bot. */
  attach(behind: Behind): Promise<void>;
  /** It ends, whatever it is at. */
  detach(): Promise<void>;
  /** Resolves when the bot has taken it. */
  say(person: Person, text: string): Promise<void>;
  /** Waits for the newest button of this text and clicks it; `stale`: it may be gone from the screen of others. */
  click(person: Person, label: string, options?: { readonly stale?: boolean }): Promise<void>;
  /** The last thing that a person did comes once more. */
  redeliver(): Promise<void>;
  /** What everybody can read by now, message by message, in order. */
  read(): readonly string[];
  /** What this person can read beside that. */
  readAlone(person: Person): readonly string[];
  /** What can go wrong with the telling; absent where nothing can. */
  readonly trouble?: {
    away(is: boolean): void;
    /** The next new message is taken, and its answer is lost. */
    loseAnswer(): void;
    /** What a message says that is sent again where it can't be found out whether it was. */
    readonly twice?: string;
  };
  problems(): readonly string[];
  close(): Promise<void>;
}
