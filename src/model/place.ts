export type Chat = 'slack' | 'dingtalk';

/** Where in which chat something is told of; `notice`: somebody who is only told. */
export interface Place {
  readonly chat: Chat | 'notice';
  /** The chat's own id of the channel or conversation; of a notice its name in the config. */
  readonly channel: string;
}

/** Where people talk with the bot. */
export type ChatPlace = Place & { readonly chat: Chat };

/** How a request came in. */
export type Via = 'terminal' | Chat;
