import type { CardFile } from '../../../model/card.ts';

/** Blocks and views as Slack's reference has them (https://docs.slack.dev/reference/block-kit). */
export type Block = object;
export type View = object;

export interface Content {
  /** What notifications and old clients show; all there is without blocks. Already escaped for mrkdwn. */
  readonly text: string;
  readonly blocks?: readonly Block[];
}

export interface NewMessage extends Content {
  /** A conversation's id, or a user's: the app's own conversation with them. */
  readonly channel: string;
  /** The message under which it goes; without it, into the channel. */
  readonly threadTs?: string;
  /** Kept by Slack with the message (also through edits), unseen: `find` gives it back. */
  readonly mark?: string;
}

/** `channel` is the conversation's id even where a user's id was given. */
export interface Posted {
  readonly channel: string;
  readonly ts: string;
}

/** A message of this app, as it is looked up. */
export interface Found extends Posted {
  readonly mark?: string;
  readonly text: string;
  /** Names of the files in it. */
  readonly files: readonly string[];
}

export interface Search {
  readonly channel: string;
  /** Only within this thread (its first message included); without it only the channel's own messages. */
  readonly threadTs?: string;
  /** Only messages from then on. */
  readonly since?: Date;
  /** Only messages until then. */
  readonly until?: Date;
}

/** Who the token belongs to. */
export interface Identity {
  readonly teamId: string;
  readonly team: string;
  readonly userId: string;
  readonly botId: string;
  /** Bot scopes that the token has; empty where Slack did not say. */
  readonly scopes: readonly string[];
}

export interface SlackUser {
  readonly id: string;
  readonly teamId?: string;
  /** The handle. */
  readonly name: string;
  /** A bot, somebody who left, or somebody of another workspace. */
  readonly kind: 'member' | 'bot' | 'gone' | 'stranger';
}

/**
 * What the bot asks of Slack's Web API. Nothing is ever asked twice by itself; every method throws SlackFailure, whose
 * `trouble` says what to do: wait, ask what became of it, or give up.
 */
export interface SlackClient {
  /** `auth.test` */
  authTest(): Promise<Identity>;
  /** `chat.postMessage` */
  postMessage(message: NewMessage): Promise<Posted>;
  /** `chat.update`; what has blocks must be given blocks, or it loses them. */
  update(message: Posted & Content): Promise<void>;
  /** `chat.postEphemeral` */
  postEphemeral(
    message: Content & { readonly channel: string; readonly user: string; readonly threadTs?: string },
  ): Promise<void>;
  /** The app's own conversation with a user, opened where there was none; `conversations.open` */
  openDirect(user: string): Promise<string>;
  /** The first of this app's messages that passes the test; `conversations.history` or `.replies`, page by page. */
  find(search: Search, test: (found: Found) => boolean): Promise<Found | undefined>;
  /** Uploads a file and shares it, in the three calls that Slack wants; gives the file's id. */
  upload(
    file: CardFile,
    to: { readonly channel: string; readonly threadTs?: string; readonly text?: string },
  ): Promise<string>;
  /** `views.open`; a trigger works once, for 3 s. */
  viewsOpen(triggerId: string, view: View): Promise<{ readonly id: string; readonly hash: string }>;
  /** `views.update`; with a hash only if the view is still that one, else refused with `hash_conflict`. */
  viewsUpdate(
    at: { readonly id: string; readonly hash?: string },
    view: View,
  ): Promise<{ readonly id: string; readonly hash: string }>;
  /** `views.publish`: this person's App Home. */
  viewsPublish(user: string, view: View): Promise<void>;
  /** `users.info` */
  userInfo(user: string): Promise<SlackUser>;
  /** Ids of the members of a user group; `usergroups.users.list` */
  groupUsers(group: string): Promise<readonly string[]>;
}
