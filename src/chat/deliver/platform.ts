import type { CardFile } from '../../model/card.ts';
import type { Place } from '../../model/place.ts';
import type { Post, Thread } from '../../report/board.ts';

/** A message that a chat has taken. `channel` is the conversation that it is really in. */
export interface Posted {
  readonly channel: string;
  /** The chat's own id of it. */
  readonly ts: string;
}

/** Where a new message goes, and by what it is found again. */
export interface Target {
  readonly channel: string;
  /** The message under which it goes; without it, into the conversation itself. */
  readonly threadTs?: string;
  /** The same for the same post of the same thread, whoever sends it; no two posts share one. */
  readonly mark: string;
}

/** A post as a chat is to show it, and what tells it from another state of itself. */
export interface Rendered {
  readonly hash: string;
  post(to: Target): Promise<Posted>;
  update(at: Posted, mark: string): Promise<void>;
}

/** A message whose answer was lost: what is known of where and when it was sent. */
export interface Sought extends Target {
  /** The name of the file that it is. */
  readonly file?: string;
  readonly since?: Date;
  readonly until?: Date;
}

/** What a refusal means for a message. */
export type Refusal =
  | 'gone' // the message, or the one over the thread, is not there any more
  | 'shut' // nothing can be written (or looked up) in this conversation
  | 'token' // nothing can be done anywhere until somebody sets the app right
  | 'content'; // just this message, as it is now

/** Why a chat did not do what it was asked. `code` is its own word for it. */
export type Trouble =
  /** It did nothing: ask again after this time, in milliseconds. */
  | { readonly kind: 'ratelimited'; readonly retryAfterMs: number }
  /** No answer. `done: 'no'`: it certainly did not take effect; else nobody knows. */
  | { readonly kind: 'away'; readonly done: 'no' | 'unknown' }
  /** It said no, and will again. */
  | { readonly kind: 'refused'; readonly means: Refusal; readonly code: string };

/** What is asked of a chat here, by the limit that it falls under. */
export type Act = 'post' | 'edit' | 'find' | 'upload';

/** A chat as delivery needs it. What its methods throw is asked about with `troubleOf`. */
export interface Platform {
  readonly chat: Place['chat'];
  /** For the log. */
  readonly name: string;
  /**
   * Whether a message can be changed. Where none can, a post is sent once more whenever its hash is a new one: what the
   * platform renders then has one hash for each state that is worth a message.
   */
  readonly edits: boolean;
  /** The posts as this chat tells them; without it as they are. */
  arrange?(posts: readonly Post[]): readonly Post[];
  /** @param inDirect the thread's own place can't be written to: it is told to the requester directly */
  render(thread: Thread, post: Post, inDirect: boolean): Rendered;
  /** Gives the chat's id of the message. */
  upload(file: CardFile, to: Target, text: string): Promise<string>;
  /**
   * The chat's id of a message that was perhaps sent; undefined where it was not.
   * @param rendered what it should show by now
   */
  find(sought: Sought, rendered: Rendered): Promise<string | undefined>;
  /** The bot's own conversation with a user. */
  openDirect(user: string): Promise<string>;
  /** The user whose own conversation with the bot is the thread's place. */
  personAt(thread: Thread): string | undefined;
  /** The user who bears a name of the config; undefined where the chat has nobody so. */
  userOf(name: string): string | undefined;
  /** Undefined where it was not the chat that failed. */
  troubleOf(error: unknown, act: Act): Trouble | undefined;
}
