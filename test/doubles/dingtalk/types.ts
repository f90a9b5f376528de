/** A message as everybody in its conversation sees it. */
export interface Shown {
  readonly id: string;
  /** A group's `cid…`, or `staff/ID`: the robot's own conversation with this person. */
  readonly channel: string;
  /** A staff id; absent: the robot. */
  readonly from?: string;
  text: string;
  buttons: readonly ShownButton[];
  /** Buttons of earlier states of a card: somebody's screen may be behind. */
  readonly past: readonly ShownButton[];
  /** Whom it notifies. */
  readonly at: readonly string[];
  /** For a card: its id. */
  readonly card?: string;
}

export interface ShownButton {
  readonly title: string;
  /** What a click sends: as a message of the person who clicks, or as a callback of the card. */
  readonly command: string;
}

export interface Person {
  readonly staffId: string;
  readonly nick: string;
  /** Of the robot's own company. */
  readonly insider: boolean;
}

export interface DingTalkOptions {
  /** How much faster DingTalk's time runs than ours. */
  readonly speed?: number;
  /** Where messages bring no webhook, as where it is used by nobody. */
  readonly withoutWebhooks?: boolean;
}

/** One request that came to the API. */
export interface Call {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly status: number;
}

export interface DingTalkDouble {
  readonly apiUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly cardTemplate: string;
  addPerson(nick: string, options?: { readonly insider?: boolean }): string;
  /** Gives the group's conversation id. */
  addGroup(title: string, options?: { readonly robotIn?: boolean }): string;
  /** Mentions the robot in a group, or writes to it directly (`staff/ID`). Gives the message's id. @param type other than `text`: it has none */
  say(staffId: string, channel: string, text: string, type?: string): string;
  /** The same, heard by nobody; gives the webhook that the message brought. */
  webhookAfter(staffId: string, channel: string): { readonly url: string; readonly until: number };
  /** Clicks the newest button of this text in the conversation; `stale`: it may be gone by now. */
  click(staffId: string, channel: string, title: string, options?: { readonly stale?: boolean }): void;
  /** Sends the last frame again, as where its acknowledgement was lost. */
  redeliver(): void;
  /** Sends any frame to every open connection. */
  frame(text: string): void;
  messages(channel: string): readonly Shown[];
  /** A conversation as a person reads it. */
  transcript(channel: string): string;
  calls(path?: string): readonly Call[];
  connections(): number;
  /** Frames that were acknowledged, and those that wait for it. */
  acknowledged(): number;
  waiting(): number;
  /** Pings that were answered. */
  pings(): number;
  /** What DingTalk would not have refused, but is wrong. */
  problems(): readonly string[];
  /** DingTalk's time goes on. */
  advance(ms: number): void;
  readonly trouble: {
    /** The next calls of this path take effect, and their answers are lost. */
    loseAnswer(path: string, times: number): void;
    /** The next calls of this path are answered so, and nothing is done. */
    refuse(path: string, times: number, status: number, code: string): void;
    /** DingTalk is not to be reached until this is called with false. */
    away(away: boolean): void;
    /** All connections break without a word. */
    drop(): void;
    /** DingTalk asks for all connections to be given up, and closes them after a while. */
    dismiss(): void;
    /** The next connections are refused. */
    refuseConnections(times: number): void;
    /** No token that was given before is taken any more. */
    revokeTokens(): void;
    /** All webhooks end. */
    endWebhooks(): void;
  };
  stop(): Promise<void>;
}
