import type { People } from './types/people.ts';
import type { Sight } from './types/sight.ts';
import type { Forged, Trouble } from './types/trouble.ts';

export type * from './types/json.ts';
export type * from './types/people.ts';
export type * from './types/sight.ts';
export type * from './types/trouble.ts';

export interface SlackOptions {
  /**
   * How many of Slack's seconds pass in a real one. It shortens rate windows, retries and lifetimes; what a person or
   * Slack itself waits for an acknowledgement stays 3 real seconds, since a bot doesn't get faster by it. Default 1.
   */
  readonly speed?: number;
  /** Real milliseconds that an acknowledgement may take. Default 3,000. */
  readonly ackTimeoutMs?: number;
  /** Where commands, interactions and events are posted to, signed. Without it they go over an open socket. */
  readonly httpTarget?: string;
  /** The bot token's scopes; a call without its scope is refused. Default all that the known methods need. */
  readonly scopes?: readonly string[];
}

/** A stand-in for one Slack workspace with one app installed in it. */
export interface SlackDouble extends People, Sight {
  /** The Web API's root, with a slash at the end. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly teamId: string;
  readonly botUserId: string;
  /** See {@link SlackOptions.httpTarget}; may be set at any time. */
  httpTarget: string | undefined;
  readonly trouble: Trouble;
  readonly forged: Forged;
  addUser(user: NewUser): string;
  addChannel(channel: NewChannel): string;
  addUserGroup(group: {
    readonly id?: string;
    readonly handle: string;
    readonly users: readonly string[];
  }): string;
  /** Changes who is in a user group. */
  setUserGroup(id: string, users: readonly string[]): void;
  /** Puts the bot into a channel, or out of it. */
  setBotIn(channel: string, botIn: boolean): void;
  /** Lets Slack's clock jump ahead, for rates and lifetimes (timers that are running don't notice). */
  advance(ms: number): void;
  stop(): Promise<void>;
}

export interface NewUser {
  readonly id?: string;
  readonly name: string;
  /** Another workspace than the bot's own: a guest by Slack Connect. */
  readonly teamId?: string;
  readonly bot?: boolean;
  /** A guest of the own workspace. */
  readonly restricted?: boolean;
  readonly deleted?: boolean;
}

export interface NewChannel {
  readonly id?: string;
  readonly name: string;
  /** Whether the bot is a member. Default true. */
  readonly botIn?: boolean;
}
