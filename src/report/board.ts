import type { Card, CardFile, CardLine } from '../model/card.ts';
import type { Place } from '../model/place.ts';

/** One place in which a rollout or an override is told: a root message, and further ones in its thread. */
export interface Thread {
  /** The rollout's or the override's id. */
  readonly subject: string;
  readonly place: Place;
}

/** One message that a thread should have now, in order: `root` comes first, all others are in its thread. */
export interface Post {
  /** Which message it is: `root`, `host/web-03`, `batch/2`, `ask/web-03/1`, `note/381`, `end`, `log/web-03/1`. */
  readonly key: string;
  readonly card: Card;
  /** People and groups, by their names in the config, who are to be told when it is first posted. */
  readonly mention?: readonly string[];
  /** What waits for a person goes out before progress: `urgent` before `root` before `progress`. */
  readonly rank: 'urgent' | 'root' | 'progress';
  /** For a message that is a file; read only when it is sent, and sent once. */
  readonly file?: () => Promise<CardFile>;
  /** Where a chat has no threads these lines stand in the root, and it is no message of its own. */
  readonly folded?: readonly CardLine[];
  /** Where a chat has no threads: what its card says beside its lines. */
  readonly beside?: readonly CardLine[];
  /**
   * Where a chat can't change a message it is sent once more for each other stage that it reaches; without stages it is
   * sent once. Letters, digits, `-`, `:` and `/`.
   */
  readonly stage?: string;
}

/** All that a thread should show. */
export interface Told {
  readonly posts: readonly Post[];
  /** Nothing more will come after these. */
  readonly final: boolean;
  /** Who asked for it, by their name in the config: is told where the thread's own place can't be written to. */
  readonly requester?: string;
}

/** What a chat shows of one post. */
export interface Shown {
  readonly key: string;
  /** The conversation that it is really in. */
  readonly channel: string;
  /** Absent: it is not known whether it was posted. */
  readonly ts?: string;
  readonly hash: string;
  /** When this was kept last. */
  readonly at?: Date;
}

/** What is to be told where, and what was told already: a chat that works it off can die at any moment. */
export interface Board {
  /** Threads of a chat that may have something left to tell; oldest first. */
  open(chat: Place['chat']): Promise<readonly Thread[]>;
  /** What the thread should show now. */
  posts(thread: Thread): Promise<Told>;
  /** What was shown so far, by key. */
  shown(thread: Thread): Promise<ReadonlyMap<string, Shown>>;
  /** Must be durable before a post is sent (without `ts`), and again after it or an edit was (with it). */
  keep(thread: Thread, shown: Shown): Promise<void>;
  /** Everything was told: the thread is not open any more. */
  close(thread: Thread): Promise<void>;
  /** Calls `listener` with the subject whenever something about it was recorded in this process; gives the end of it. */
  listen(listener: (subject: string) => void): () => void;
}
