import type { Acked, CommandInput } from './people.ts';

/** Ways for Slack to misbehave; a method may be `*`. */
export interface Trouble {
  rateLimit(method: string, how: { readonly times: number; readonly retryAfterS: number }): void;
  fail(method: string, how: { readonly times: number; readonly status: number }): void;
  /** Answers with this error of Slack's, and does nothing. */
  refuse(method: string, how: { readonly times: number; readonly error: string }): void;
  /** The call is done, then the connection is cut. */
  loseAnswer(method: string, times: number): void;
  /** Ends all troubles of the Web API. */
  clear(): void;
  /** Cuts all sockets without a word. */
  dropSockets(): void;
  /** Sends Slack's `disconnect` frame, as before a refresh, and closes the sockets a little later. */
  refreshSockets(): void;
  /** So many times connecting a socket is refused. */
  refuseSockets(times: number): void;
  /** Sends everything over these sockets alone (as `Sight.openSockets` names them), until it is told otherwise. */
  sendOver(sockets: readonly number[] | 'any'): void;
  /** Sends the last thing once more, as after an acknowledgement that got lost: a click, command or event again. */
  redeliver(): Promise<Acked>;
}

/** Requests to `httpTarget` that Slack would never send. */
export interface Forged {
  /** A command with something wrong about its signature. */
  command(command: CommandInput, forgery: Forgery): Promise<HttpAnswer>;
  /** The last signed request again, byte for byte. */
  replay(): Promise<HttpAnswer>;
}

export interface Forgery {
  /** Signed with this secret. */
  readonly secret?: string;
  /** Signed so many seconds ago (negative: in the future). */
  readonly ageS?: number;
  /** This signature in place of the right one. */
  readonly signature?: string;
  /** The body is changed after signing. */
  readonly tamper?: (body: string) => string;
  /** These headers are left out. */
  readonly without?: readonly ('X-Slack-Signature' | 'X-Slack-Request-Timestamp')[];
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}
