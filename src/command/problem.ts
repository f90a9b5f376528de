/** Why a line is no command, for the person who typed it. */
export interface Problem {
  /** One sentence. */
  readonly text: string;
  /** The nearest right command line, ready to be sent. */
  readonly suggestion?: string;
  /** How the verb is used, or how to see all verbs. */
  readonly usage: string;
}

/** Found while reading; `corrected` is the line as it was probably meant, still to be checked. */
export interface Fault {
  readonly text: string;
  readonly corrected?: string;
}
