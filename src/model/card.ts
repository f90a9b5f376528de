/** What a message is about, for colour and icon; never the only carrier of a meaning. */
export type Tone = 'plain' | 'good' | 'warning' | 'bad';

/** A button is a command that the person sends by pressing it. */
export interface Button {
  readonly label: string;
  readonly command: string;
  readonly style?: 'primary' | 'danger';
  /** What cannot be taken back: a chat that can asks this sentence before it sends the command. */
  readonly confirm?: string;
}

/** A text that is too long for a message, or that a person wants to keep. */
export interface CardFile {
  readonly name: string;
  readonly text: string;
}

/** A neutral message: each chat renders it its own way. */
export interface Card {
  readonly title: string;
  readonly tone: Tone;
  readonly fields?: readonly { readonly name: string; readonly value: string }[];
  readonly lines?: readonly CardLine[];
  /** Which lines count most where there is no room for all: the first ones, unless it says otherwise. */
  readonly keeps?: 'last';
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
  /** Between 0 and 1. */
  readonly progress?: number;
  readonly buttons?: readonly Button[];
  readonly files?: readonly CardFile[];
}

export interface CardLine {
  /** What the line is about (a host): stands before the text, aligned where a chat can. */
  readonly label?: string;
  readonly text: string;
  readonly tone?: Tone;
}
