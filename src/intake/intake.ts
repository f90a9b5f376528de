import type { Card } from '../model/card.ts';
import type { ChatPlace } from '../model/place.ts';
import type { Who } from '../model/who.ts';
import type { Language } from '../text/language.ts';

/** What came in from a chat or the terminal, before anything is known about it. */
export interface Request {
  /** The chat's own id of the message or click: the same id again is the same request, answered alike and done once. */
  readonly id: string;
  readonly person: string;
  readonly text: string;
  /** Where it was asked, and where its rollout is told unless the cluster has a place of its own; absent: the terminal. */
  readonly place?: ChatPlace;
  /** What the terminal that it came from reads. */
  readonly language?: Language;
  /** Came from a button. */
  readonly click?: true;
}

/** A request with what is known of who asks. */
export interface Asked extends Request, Who {}

/**
 * How a request ended, for exit codes and tone: `ok`, `wrong` (not understood), `refused` (understood, not allowed or
 * not possible now), `failed` (something outside did not work).
 */
export type AnswerCode = 'ok' | 'wrong' | 'refused' | 'failed';

export interface Answer {
  readonly code: AnswerCode;
  readonly card: Card;
  /** The rollout that this request began or concerns: a chat follows it from here on. */
  readonly rollout?: string;
  /** The override that this request began or concerns. */
  readonly override?: string;
  /** What it is said in, and to be rendered in; absent: English. */
  readonly language?: Language;
  /** It changed something that others want to see: shown to the whole channel. */
  readonly open?: true;
  /** People, by their names in the config, who are to be told of it. */
  readonly mention?: readonly string[];
  /** The rollout's last journal entry before this request was recorded: what follows it is new to who asked. */
  readonly seq?: number;
}

/** The one door: whatever comes from a chat, the terminal or a button goes through here. */
export interface Intake {
  handle(request: Request): Promise<Answer>;
}
