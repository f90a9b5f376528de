import type { JsonObject } from './json.ts';

/** What can be seen in Slack. */
export interface Sight {
  /** The channel's root messages in their last state, oldest first. */
  messages(channel: string): readonly SlackMessage[];
  /** A message's replies, oldest first, without the root. */
  thread(channel: string, ts: string): readonly SlackMessage[];
  /** All states of a message, first to last. */
  states(channel: string, ts: string): readonly SlackMessage[];
  /** What was shown only to this person, oldest first, answers to commands among it. */
  ephemerals(user: string, channel?: string): readonly SlackMessage[];
  homeOf(user: string): SlackView | undefined;
  /** The person's open modals, the topmost last. */
  viewsOf(user: string): readonly SlackView[];
  /** A message or view as a person reads it. */
  read(shown: SlackMessage | SlackView): string;
  /** The channel as a person reads it: every message in its last state, replies indented. */
  transcript(channel: string): string;
  /** Every call of the Web API, of a response_url (`response_url`) and of an upload URL (`upload_url`), in order. */
  calls(method?: string): readonly Call[];
  /** Every breach of Slack's documented rules by the bot. */
  problems(): readonly string[];
  /** How many sockets are open. */
  sockets(): number;
  /** Which sockets are open, in the order in which they were opened; none has the number of an earlier one. */
  openSockets(): readonly number[];
  /** Content of an uploaded file. */
  fileContent(id: string): string;
}

export interface SlackMessage {
  readonly channel: string;
  readonly ts: string;
  /** The root's ts in a reply. */
  readonly threadTs?: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly JsonObject[];
  readonly attachments: readonly JsonObject[];
  readonly metadata?: JsonObject;
  readonly files: readonly SlackFile[];
  /** How often it was edited. */
  readonly edits: number;
  readonly deleted: boolean;
  /** Only this person sees it. */
  readonly ephemeralFor?: string;
}

export interface SlackFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  /** In bytes. */
  readonly size: number;
}

export interface SlackView {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly hash: string;
  readonly callbackId: string;
  readonly privateMetadata: string;
  readonly title?: string;
  readonly blocks: readonly JsonObject[];
  /** The view as the bot gave it. */
  readonly source: JsonObject;
}

export interface Call {
  readonly method: string;
  /** Slack's time in milliseconds since the double started. */
  readonly at: number;
  readonly args: JsonObject;
  readonly channel?: string;
  /** The HTTP status. */
  readonly status: number;
  /** Whether it had an effect: a lost answer did. */
  readonly ok: boolean;
  readonly error?: string;
}
