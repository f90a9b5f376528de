import type { JsonObject } from './json.ts';

/** What people do in Slack. Each resolves when the bot has acknowledged it, or when Slack gave up waiting. */
export interface People {
  /** The slash command, `/rollout` unless told otherwise. */
  command(command: CommandInput): Promise<Acked>;
  /** Writes a message that begins with a mention of the bot. `thread` is the root message's ts. */
  mention(mention: MentionInput): Promise<Acked>;
  /** Clicks a button (and says yes to its confirm dialog). Throws when there is no such button to be seen. */
  click(click: ClickInput): Promise<Acked>;
  /** Chooses an option of a menu, of radio buttons or of checkboxes by its text; an input only keeps it for submit. */
  choose(choice: ChoiceInput): Promise<Acked | undefined>;
  /** Opens the App Home. */
  home(user: string, teamId?: string): Promise<Acked>;
  /**
   * Fills the topmost modal's inputs and submits it. Values by the input's label, its action_id or its block_id; a menu
   * takes an option's text or value, a list for several.
   */
  submit(submission: SubmitInput): Promise<Acked>;
  /** Closes the topmost modal without submitting. */
  close(user: string): Promise<Acked | undefined>;
}

export interface CommandInput {
  readonly user: string;
  readonly channel: string;
  readonly text: string;
  readonly command?: string;
  /** The workspace that the person belongs to, when it isn't the one that the user was added with. */
  readonly teamId?: string;
}

export interface MentionInput {
  readonly user: string;
  readonly channel: string;
  readonly text: string;
  readonly thread?: string;
  readonly teamId?: string;
}

/** Where something is to be seen: a message (with `ephemeral`, one only for this person), the modal or the home. */
export interface Spot {
  readonly channel?: string;
  /** With a channel; without a ts the latest message that has what is looked for. */
  readonly ts?: string;
  /** In the person's topmost modal, or App Home. Default: a message if there is a channel, else modal, else home. */
  readonly in?: 'modal' | 'home';
}

export interface ClickInput extends Spot {
  readonly user: string;
  /** The button's text. */
  readonly label: string;
  /** Tells buttons of one label apart. */
  readonly value?: string;
  /** Tells buttons of one label apart: 0 is the first. */
  readonly nth?: number;
  /** The button may be of an earlier state of the message: the person's screen was behind. */
  readonly stale?: boolean;
  /** What is sent in place of the button's own value or action. */
  readonly forge?: { readonly value?: string; readonly actionId?: string };
  readonly teamId?: string;
}

export interface ChoiceInput extends Spot {
  readonly user: string;
  /** The menu's placeholder, action_id or block_id, or its input's label. */
  readonly menu: string;
  /** An option's text or value; several for checkboxes and multi-selects. */
  readonly option: string | readonly string[];
  readonly teamId?: string;
}

export type InputValue = string | readonly string[];

export interface SubmitInput {
  readonly user: string;
  readonly values?: Readonly<Record<string, InputValue>>;
  readonly teamId?: string;
}

/** How the bot took what was sent to it. */
export interface Acked {
  /** False: no acknowledgement in time. The person then reads that the app did not respond. */
  readonly acked: boolean;
  /** False: nobody was there to take it (no socket open, or the connection was refused). */
  readonly delivered: boolean;
  /** Real milliseconds from sending to the acknowledgement (or to giving up). */
  readonly ms: number;
  /** What came with the acknowledgement: `text`, `response_action` …; empty for a bare one. */
  readonly payload: JsonObject;
  /** By HTTP, the status. */
  readonly status?: number;
  /** Those of commands and interactions. */
  readonly triggerId?: string;
  readonly responseUrl?: string;
}
