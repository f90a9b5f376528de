/** Where in which chat something was asked for, and is told of. */
export interface Place {
  readonly chat: 'slack' | 'dingtalk';
  /** The chat's own id of the channel or conversation. */
  readonly channel: string;
}

/** How a request came in. */
export type Via = 'terminal' | Place['chat'];
